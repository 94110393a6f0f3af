/* Reads what an address answered, and the pages that it names as the next ones: a feed shows its latest
 * items, and those before them on further pages (RFC 5005, RFC 8288 `next`, JSON Feed 1.1 `next_url`).
 * Each page is a file of its own to the readers. */
#include "base/url.h"
#include "source/source.h"

#include <string.h>

/* Pages of one address while they are read. */
struct pages {
  source_fetcher *fetcher;
  const source_options *options; /* with the name of the source */
  text_analyser *analyser;
  const source_handler *handler;
  source_report *report; /* of all of them */
};

static void add_report(source_report *report, const source_report *page) {
  report->items += page->items;
  report->skipped += page->skipped;
  report->passed_over += page->passed_over;
  report->lost += page->lost;
  report->repaired += page->repaired;
  report->cut = report->cut || page->cut;
  report->is_stopped = report->is_stopped || page->is_stopped;
  memcpy(report->next, page->next, sizeof page->next);
}

/* Reads one page that was fetched; `expected` is the format it has to have, NULL for any. */
static sse_status read_page(const struct pages *pages, const source_fetched *fetched, const char *expected,
                            source_report *report, sse_error *err) {
  source_options options = *pages->options;
  options.expected_format = expected;
  options.url = fetched->address.data;
  options.transport_charset = fetched->charset.length > 0 ? fetched->charset.data : NULL;
  return source_read(fetched->path, &options, pages->analyser, pages->handler, report, err);
}

/* Reads the page that the one before named as the next. It has to be of the format of the first: a notice of
 * the server in its place is no news. */
static sse_status read_next(const struct pages *pages, sse_error *err) {
  source_fetched fetched = {0};
  source_report page = {0};
  sse_status status = source_fetch(pages->fetcher, pages->report->next, pages->options, &fetched, err);
  pages->report->next[0] = '\0';
  if (!status) {
    status = read_page(pages, &fetched, pages->report->format, &page, err);
    const sse_error cause = *err;
    if (status) (void)sse_fail(err, status, "%s: %s", fetched.name.data, cause.message);
  }
  add_report(pages->report, &page);
  source_fetched_remove(&fetched);
  return status;
}

/* True where the next page is one that was read: pages in a circle have no end. */
static bool is_known(const sse_buffer *known, const char *next) {
  sse_str line;
  for (size_t position = 0; sse_str_next(sse_buffer_str(known), '\n', &position, &line);)
    if (sse_str_equal(line, sse_str_of(next))) return true;
  return false;
}

/* Goes on to further pages. What was read stays where one of them cannot be. */
static sse_status read_further(const struct pages *pages, const source_fetched *first, sse_error *err) {
  source_report *report = pages->report;
  sse_buffer known = {0};
  sse_error failure, message;
  sse_status status = SSE_OK;
  sse_buffer_append_str(&known, sse_buffer_str(&first->address));
  for (unsigned page = 1; !status && page < pages->options->pages && report->next[0]; page++) {
    if (is_known(&known, report->next)) break;
    sse_buffer_append_text(&known, "\n");
    sse_buffer_append_text(&known, report->next);
    status = known.failed ? sse_fail_memory(&failure) : read_next(pages, &failure);
  }
  sse_buffer_reset(&known);
  if (!status) return SSE_OK;
  if (status == SSE_NO_MEMORY || report->is_stopped) {
    *err = failure;
    return status;
  }
  report->cut = true;
  report->skipped++;
  (void)sse_fail(&message, status, "%s (what comes after is not read)", failure.message);
  pages->handler->on_problem(pages->handler->context, message.message);
  return SSE_OK;
}

sse_status source_read_fetched(source_fetcher *fetcher, const source_fetched *fetched,
                               const source_options *options, text_analyser *analyser,
                               const source_handler *handler, source_report *report, sse_error *err) {
  source_options named = *options;
  named.name = fetched->name.data;
  const struct pages pages = {fetcher, &named, analyser, handler, report};
  sse_status status = read_page(&pages, fetched, options->expected_format, report, err);
  return status ? status : read_further(&pages, fetched, err);
}
