/* The public interface for indexing: include/ssesearch.h over index/.
 * It offers those of sseindex's options that a program with its own index needs.
 * Every other option has sseindex's default. */
#include "library/library.h"

#include "index/index.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PRUNE = 20 }; /* percent; the default of max-prune in the configuration */

/* Who gets the problems. */
struct reporting {
  const ssesearch_index_options *options;
};

static void on_problem(void *context, const char *message) {
  const struct reporting *reporting = context;
  if (reporting->options->on_problem) reporting->options->on_problem(reporting->options->context, message);
}

static ssesearch_report report_of(const index_report *report) {
  return (ssesearch_report){.added = report->added,
                            .updated = report->updated,
                            .unchanged = report->unchanged,
                            .removed = report->removed,
                            .skipped = report->skipped,
                            .failed = report->failed};
}

ssesearch_code ssesearch_index(const char *path, const char *const *places, size_t count,
                               const ssesearch_index_options *options, ssesearch_report *report,
                               ssesearch_error *error) {
  ssesearch_index_options known = SSESEARCH_INDEX_OPTIONS;
  if (options) memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
  const struct reporting reporting = {&known};
  const index_listener listener = {(void *)&reporting, on_problem, NULL, NULL}; /* never written to */
  const index_options run = {
      .rebuild = known.rebuild != 0, .prune = known.prune != 0, .max_prune = MAX_PRUNE};
  index_report done = {0};
  sse_error err = {0};
  sse_status status = SSE_OK;
  index_source *sources = calloc(count + 1, sizeof *sources);
  if (!sources) status = sse_fail_memory(&err);
  if (!status && count == 0) status = sse_fail(&err, SSE_INVALID, "there is nothing to index");
  if (!status && known.language && !text_is_language_tag(sse_str_of(known.language)))
    status =
        sse_fail(&err, SSE_INVALID, "'%s' is not a language tag such as en, fr or pt-BR", known.language);
  for (size_t i = 0; i < count && !status; i++)
    sources[i] =
        (index_source){.place = places[i], .options = {.lang = known.language, .source = known.source}};
  if (!status) {
    index_exit result = index_run(path, sources, count, &run, &listener, &done, &err);
    if (result == INDEX_NOTHING && !err.status) /* each was reported */
      (void)sse_fail(&err, SSE_INVALID, "no source could be read");
    status = result == INDEX_NOTHING || result == INDEX_LOCKED ? err.status : SSE_OK;
  }
  if (report) *report = report_of(&done);
  index_report_reset(&done);
  free(sources);
  return library_code(status, &err, error);
}
