/* Services shared by the parts of a run: reporting to the listener, noting which files exist, the draft.
 * The draft is created when the first file turns out to be new, so that a run without news creates none.
 * The contents of an index of another version are taken over into it first. */
#include "index/run.h"
#include "base/log.h"
#include "index/upgrade.h"

void run_problem(void *context, const char *message) {
  const struct run *run = context;
  run->listener->on_problem(run->listener->context, message);
}

sse_status run_lose(struct run *run, const source_loss *loss, sse_error *err) {
  if (run->listener->on_loss) run->listener->on_loss(run->listener->context, loss);
  return index_losses_add(&run->report->losses, loss, err);
}

enum { PRESENT = 1, BROKEN };

static sse_status mark(struct run *run, sqlite3_int64 number, unsigned char state, sse_error *err) {
  void *present = run->present;
  if (number == 0) return SSE_OK;
  if (!sse_array_reserve_zero(&present, &run->present_capacity, (size_t)number + 1, 1))
    return sse_fail_memory(err);
  run->present = present;
  if (run->present[number] < state) run->present[number] = state;
  return SSE_OK;
}

sse_status run_mark_present(struct run *run, sqlite3_int64 number, sse_error *err) {
  return mark(run, number, PRESENT, err);
}

sse_status run_mark_broken(struct run *run, sqlite3_int64 number, sse_error *err) {
  return mark(run, number, BROKEN, err);
}

bool run_is_present(const struct run *run, sqlite3_int64 number) {
  return (size_t)number < run->present_capacity && run->present[number];
}

bool run_is_broken(const struct run *run, sqlite3_int64 number) {
  return (size_t)number < run->present_capacity && run->present[number] == BROKEN;
}

/* ---- The draft --------------------------------------------------------------------------------- */

/* Takes over the contents of the index. */
static sse_status take_over(struct run *run, sse_error *err) {
  size_t items = 0;
  sse_status status =
      upgrade_fill(draft_index(run->draft), run->path, run->options->rebuild, run->withdrawal, &items, err);
  if (!status && !run->options->rebuild && !run->withdrawal)
    sse_log(SSE_LOG_WARNING, "%s: was made by another version; its %zu items are carried over", run->path,
            items);
  return status;
}

sse_status run_make_draft(struct run *run, bool empty, sse_error *err) {
  if (run->draft) return SSE_OK;
  sse_status status = draft_new(run->path, empty, &run->draft, err);
  if (!status && run->takes_over) status = take_over(run, err);
  if (!status && run->keeps_withdrawn)
    status = upgrade_keep_withdrawn(draft_index(run->draft), run->path, err);
  if (!status) {
    sources_free(run->sources);
    run->sources = NULL;
    index_close(run->db);
    run->db = draft_index(run->draft);
    status = sources_new(run->db, &run->sources, err);
  }
  return status ? status : items_new(run->db, run->started, &run->items, err);
}
