/* Reads sources like a run does, and prints their items as JSON Lines.
 * Nothing is known about earlier runs, so every source is read completely.
 * Only a lack of memory or a failing standard output ends it early. */
#include "programs/print.h"
#include "base/log.h"
#include "base/url.h"
#include "render/render.h"

#include <errno.h>

struct printing {
  const index_listener *listener;
  index_report *report;
  const index_source *source;
  text_analyser *analyser;
  source_fetcher *fetcher;   /* NULL until the first address */
  source_follower *follower; /* NULL until something is followed */
  sse_str address;           /* of what was fetched */
  size_t passed_over;        /* in the current source */
  sse_error end;             /* why everything ends early: no memory, or no output */
};

static void problem(void *context, const char *message) {
  const struct printing *printing = context;
  printing->listener->on_problem(printing->listener->context, message);
}

static void folder_problem(void *context, const char *message) {
  struct printing *printing = context;
  printing->report->failed++;
  problem(context, message);
}

static void lose(void *context, const source_loss *loss) {
  struct printing *printing = context;
  if (printing->listener->on_loss) printing->listener->on_loss(printing->listener->context, loss);
  sse_error err;
  if (index_losses_add(&printing->report->losses, loss, &err)) printing->end = err;
  if (loss->kind == SOURCE_PASSED_OVER) printing->passed_over += loss->count;
}

/* Returns `status`, or the error of standard output if that has failed, so that output to a full disk
 * stops at once. errno must be 0 before the output. */
static sse_status outcome(sse_status status, sse_error *err) {
  if (status || !ferror(stdout)) return status;
  return sse_fail_errno(err, errno ? errno : EIO, "standard output", "cannot write");
}

/* ---- An item ----------------------------------------------------------------------------------- */

static sse_status print_item(void *context, const source_item *item, sse_error *err) {
  struct printing *printing = context;
  errno = 0;
  sse_status status = outcome(render_item_line(stdout, item, err), err);
  if (!status) printing->report->added++;
  if (status && ferror(stdout)) printing->end = *err;
  return status;
}

/* Prints an item with the text of the article that it links to, if that can be fetched. */
static sse_status follow_item(void *context, const source_item *item, sse_error *err) {
  struct printing *printing = context;
  sse_error failure = {0};
  source_followed followed = {0};
  size_t before = printing->report->added;
  sse_status status = printing->follower ? SSE_OK
                                         : source_follower_new(printing->fetcher, printing->analyser,
                                                               &printing->follower, err);
  if (status || item->url.length == 0) return status ? status : print_item(context, item, err);
  status = source_follow(printing->follower, &printing->source->options, printing->address, item, &followed,
                         printing, print_item, &failure);
  sse_buffer_reset(&followed.trail);
  if (!status || status == SSE_NO_MEMORY || printing->report->added > before) {
    *err = failure;
    return status;
  }
  if (status == SSE_DENIED) {
    sse_log(SSE_LOG_INFO, "%s", failure.message);
  } else if (failure.message[0]) {
    problem(printing, failure.message);
  }
  return print_item(context, item, err);
}

/* ---- Sources ----------------------------------------------------------------------------------- */

/* Reads the file `path`, which holds what was fetched or, if `fetched` is NULL, is a source itself; reports
 * any errors. */
static void read_file(struct printing *printing, const char *path, source_fetched *fetched) {
  const source_options *options = &printing->source->options;
  bool follows = fetched && options->follow != SOURCE_FOLLOW_NO;
  const source_handler handler = {.context = printing,
                                  .on_item = follows ? follow_item : print_item,
                                  .on_problem = problem,
                                  .on_loss = lose};
  source_report read = {0};
  sse_error err;
  sse_status status = fetched ? source_read_fetched(printing->fetcher, fetched, options, printing->analyser,
                                                    &handler, &read, &err)
                              : source_read(path, options, printing->analyser, &handler, &read, &err);
  printing->report->skipped += read.skipped;
  printing->report->repaired += read.repaired;
  if (status == SSE_NO_MEMORY) printing->end = err;
  if (!status) {
    printing->report->files++;
  } else if (!printing->end.status) {
    folder_problem(printing, err.message);
  }
}

static sse_status on_file(void *context, const source_file *file, sse_error *err) {
  struct printing *printing = context;
  read_file(printing, file->path, NULL);
  if (printing->end.status) *err = printing->end;
  return printing->end.status;
}

static sse_status read_address(struct printing *printing, sse_error *err) {
  const index_source *source = printing->source;
  source_fetched fetched = {0};
  sse_status status = printing->fetcher ? SSE_OK : source_fetcher_new(&printing->fetcher, err);
  if (!status) status = source_fetch(printing->fetcher, source->place, &source->options, &fetched, err);
  if (!status && fetched.notice.length > 0) {
    sse_error message;
    (void)sse_fail(&message, SSE_INVALID, "%s: %s", fetched.name.data, fetched.notice.data);
    problem(printing, message.message);
  }
  printing->address = sse_buffer_str(&fetched.address);
  if (!status) read_file(printing, fetched.path, &fetched);
  source_fetched_remove(&fetched);
  return status;
}

/* Errors: only what ends everything. */
static sse_status read_source(struct printing *printing, const index_source *source, sse_error *err) {
  const source_walker walker = {printing, on_file, folder_problem, lose};
  size_t files = printing->report->files, failed = printing->report->failed;
  sse_error failure;
  printing->source = source;
  printing->passed_over = 0;
  sse_status status = sse_url_is_web(sse_str_of(source->place))
                          ? read_address(printing, &failure)
                          : source_walk(source->place, &source->options, &walker, &failure);
  if (!printing->end.status && status == SSE_NO_MEMORY) printing->end = failure;
  if (printing->end.status) {
    *err = printing->end;
    return err->status;
  }
  if (status) folder_problem(printing, failure.message);
  if (printing->report->files == files && printing->report->failed == failed && printing->passed_over > 0) {
    printing->report->barren++;
    (void)sse_fail(&failure, SSE_INVALID, "%s: none of its %zu files can be read", source->place,
                   printing->passed_over);
    problem(printing, failure.message);
  }
  return SSE_OK;
}

index_exit print_sources(const index_source *sources, size_t count, const index_listener *listener,
                         index_report *report, sse_error *err) {
  struct printing printing = {.listener = listener, .report = report};
  *report = (index_report){0};
  err->status = SSE_OK;
  sse_status status = text_analyser_new(&printing.analyser, err);
  for (size_t i = 0; i < count && !status; i++)
    status = read_source(&printing, &sources[i], err);
  text_analyser_free(printing.analyser);
  source_follower_free(printing.follower);
  source_fetcher_free(printing.fetcher);
  if (status) return INDEX_NOTHING;
  if (report->files == 0 && report->failed > 0) return INDEX_NOTHING;
  return report->failed + report->skipped + report->barren > 0 ? INDEX_SOME : INDEX_ALL;
}

/* ---- An index ---------------------------------------------------------------------------------- */

static sse_status print_exported(void *context, const source_item *item, sse_error *err) {
  const render_export *format = context;
  errno = 0;
  return outcome(render_exported(stdout, *format, item, err), err);
}

static sse_status print_opensearch_index(const index_db *index, sse_error *err) {
  index_stats stats = {0};
  sse_status status = index_describe(index, &stats, err);
  errno = 0;
  if (!status)
    status = outcome(render_opensearch_index(stdout, &stats.languages, text_synonyms_builtin(), err), err);
  index_stats_reset(&stats);
  return status;
}

sse_status print_index(const char *path, render_export format, sse_error *err) {
  index_db *index = NULL;
  sse_status status = index_open(path, &index, err);
  if (!status && format == RENDER_EXPORT_OPENSEARCH_INDEX) {
    status = print_opensearch_index(index, err);
  } else if (!status) {
    render_export_head(stdout, format);
    status = index_export(index, print_exported, &format, err);
  }
  index_close(index);
  return status;
}
