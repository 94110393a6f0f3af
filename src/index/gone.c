/* What is gone: sources that are not there any more below a root, and items that no source has. They stay in
 * the index until --prune removes them, which it does only where they are few. */
#include "index/run.h"

/* A root, and what it has in the index. */
struct below {
  struct run *run;
  size_t items, gone;
};

/* A source below the root: lets go of its items where its file is not there any more. */
static sse_status drop_missing(void *context, sqlite3_int64 number, sse_error *err) {
  struct below *below = context;
  struct run *run = below->run;
  size_t items = 0, gone = 0;
  sse_status status = sources_count(run->sources, number, &items, &gone, err);
  if (!status && !reading_is_present(run, number) && items > gone) {
    status = run_make_draft(run, false, err);
    if (!status) status = items_drop(run->items, number, err);
    if (!status) status = sources_forget(run->sources, number, err);
    items = gone = 0;
    if (!status) status = sources_count(run->sources, number, &items, &gone, err);
  }
  below->items += items;
  below->gone += gone;
  return status;
}

static sse_status prune_source(void *context, sqlite3_int64 number, sse_error *err) {
  struct run *run = ((const struct below *)context)->run;
  sse_status status = items_prune(run->items, number, &run->report->removed, err);
  return status || reading_is_present(run, number) ? status : sources_forget(run->sources, number, err);
}

sse_status gone_finish(struct run *run, const struct root *root, sse_error *err) {
  sse_error message;
  if (!root->is_whole || !root->path || root->source->keep == INDEX_KEEP_ALL) return SSE_OK;
  struct below below = {.run = run};
  sse_status status = sources_below(run->sources, root->path, &below, drop_missing, err);
  if (status || !run->options->prune || below.gone == 0) return status;
  if (!run->options->force && below.gone * 100 > below.items * run->options->max_prune) {
    (void)sse_fail(
        &message, SSE_INVALID,
        "%s: %zu of its %zu items are gone, more than %u percent: nothing was pruned; if that is right, use "
        "--force",
        root->source->place, below.gone, below.items, run->options->max_prune);
    run->report->withheld += below.gone;
    run_problem(run, message.message);
    return SSE_OK;
  }
  status = run_make_draft(run, false, err);
  return status ? status : sources_below(run->sources, root->path, &below, prune_source, err);
}
