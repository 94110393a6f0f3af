/* Reads the answer of an address and the pages that continue it: a feed or a list shows its latest items, and
 * earlier ones are on further pages (RFC 5005, RFC 8288 `next`, JSON Feed 1.1 `next_url`); a list of sitemaps
 * names others that have the items. To the readers, each page is a separate file. */
#include "base/url.h"
#include "source/net/fetch.h"
#include "source/net/trail.h"

#include <stdlib.h>
#include <string.h>

enum { SITEMAPS_MOST = 500, RECORDS_MOST = 10000 /* pages */ };

/* The reading of one address and its further pages. */
struct pages {
  source_fetcher *fetcher;
  const source_options *options; /* with the source's name, and `queue` to receive further addresses */
  text_analyser *analyser;
  const source_handler *handler;
  source_report *report; /* of all pages */
  sse_buffer *trail;     /* receives the sitemaps that were read */
  sse_buffer queue;      /* the addresses so far, one per line: none is read twice, so cycles end */
  bool has_sitemaps;     /* the further addresses are sitemaps, not pages like the first */
};

static void add_report(source_report *report, const source_report *page) {
  report->items += page->items;
  report->skipped += page->skipped;
  report->passed_over += page->passed_over;
  report->withheld += page->withheld;
  report->may_change = report->may_change || page->may_change;
  report->lost += page->lost;
  report->repaired += page->repaired;
  report->cut = report->cut || page->cut;
  report->is_stopped = report->is_stopped || page->is_stopped;
}

/* Reads a page that was fetched. */
static sse_status read_page(const struct pages *pages, const source_fetched *fetched,
                            const source_options *options, source_report *report, sse_error *err) {
  source_options own = *options;
  own.url = fetched->address.data;
  own.transport_charset = fetched->charset.length > 0 ? fetched->charset.data : NULL;
  return source_read(fetched->path, &own, pages->analyser, pages->handler, report, err);
}

static bool names_sitemaps(const source_report *report) {
  return report->format && (strcmp(report->format, "robots") == 0 || strcmp(report->format, "sitemap") == 0);
}

/* Reads a further page. It must have the format of the first, or be a sitemap if the first names sitemaps: a
 * notice that the server sends instead is not news. No feed of the page is followed. */
static sse_status read_next(const struct pages *pages, const char *address, sse_error *err) {
  source_options reading = *pages->options;
  source_fetched fetched = {0};
  source_report page = {0};
  if (pages->has_sitemaps) {
    reading.format = "sitemap";
  } else {
    reading.expected_format = pages->report->format;
  }
  sse_status status = fetch_plain(pages->fetcher, address, &reading, NULL, &fetched, err);
  if (!status) {
    status = read_page(pages, &fetched, &reading, &page, err);
    const sse_error cause = *err;
    if (status) (void)sse_fail(err, status, "%s: %s", fetched.name.data, cause.message);
  }
  if (!status && pages->has_sitemaps) trail_add(pages->trail, TRAIL_FURTHER, sse_str_of(address), &fetched);
  add_report(pages->report, &page);
  source_fetched_remove(&fetched);
  return status;
}

/* Reports a page that cannot be fetched or read; what was read is kept. */
static void report_failure(const struct pages *pages, const sse_error *failure) {
  sse_error message;
  pages->report->cut = true;
  pages->report->skipped++;
  bool says_it = pages->has_sitemaps && sse_str_ends(sse_str_of(failure->message), "(not read)");
  (void)sse_fail(&message, failure->status, "%s%s", failure->message,
                 says_it               ? ""
                 : pages->has_sitemaps ? " (not read)"
                                       : " (the rest is not read)");
  pages->handler->on_problem(pages->handler->context, message.message);
}

/* Copies the next line of the queue that does not occur earlier in it into `address`; returns false at its
 * end. If the pages of an OAI-PMH server lead back to an earlier one, that is reported, since the rest is
 * missing. */
static bool next_address(const struct pages *pages, size_t *position, sse_buffer *address) {
  sse_str queue = sse_buffer_str(&pages->queue), line;
  for (size_t start = *position; sse_str_next(queue, '\n', position, &line); start = *position) {
    sse_error failure;
    if (!sse_str_has_line(sse_str_part(queue, 0, start), line)) {
      sse_buffer_clear(address);
      sse_buffer_append_str(address, line);
      return true;
    }
    if (!pages->options->oai) continue;
    (void)sse_fail(&failure, SSE_INVALID, "%s: the server repeats its resumptionToken", pages->options->name);
    report_failure(pages, &failure);
  }
  return false;
}

/* Reads the further pages or sitemaps; one that fails does not stop the others. */
static sse_status read_further(const struct pages *pages, size_t position, sse_error *err) {
  unsigned most = pages->has_sitemaps   ? SITEMAPS_MOST
                  : pages->options->oai ? RECORDS_MOST
                                        : pages->options->pages;
  sse_buffer address = {0};
  sse_status status = SSE_OK;
  for (unsigned page = 1; !status && page < most && next_address(pages, &position, &address); page++) {
    sse_error failure;
    sse_status result = address.failed ? sse_fail_memory(&failure) : read_next(pages, address.data, &failure);
    bool is_ours = result == SSE_NO_MEMORY || pages->report->is_stopped;
    if (result && !is_ours) report_failure(pages, &failure);
    if (result && is_ours) {
      *err = failure;
      status = result;
    }
  }
  bool is_all = pages->has_sitemaps || pages->options->oai; /* otherwise the limit is what the user wants */
  if (!status && is_all && next_address(pages, &position, &address)) {
    sse_error failure;
    (void)sse_fail(&failure, SSE_TOO_LARGE, "%s: leads to more than %u addresses", pages->options->name,
                   most);
    report_failure(pages, &failure);
  }
  sse_buffer_reset(&address);
  return status;
}

/* ---- A site without a list --------------------------------------------------------------------- */

/* Returns true if the home page of a site that is to be followed listed nothing and named no further page. */
static bool is_bare_home(const struct pages *pages, const source_fetched *home) {
  const source_report *report = pages->report;
  return pages->options->follow != SOURCE_FOLLOW_NO && report->items <= 1 && report->format &&
         strcmp(report->format, "html") == 0 && sse_url_is_root(sse_buffer_str(&home->address));
}

/* Queues the sitemaps that a site's robots.txt names, or else the one in the usual place, if it exists. */
static sse_status look_for_sitemaps(struct pages *pages, const source_fetched *home, sse_error *err) {
  static const char *const places[] = {"/robots.txt", "/sitemap.xml"};
  size_t before = pages->queue.length;
  source_options robots = *pages->options;
  sse_status status = SSE_OK;
  robots.format = "robots";
  for (size_t i = 0; i < sizeof places / sizeof *places && pages->queue.length == before && !status; i++) {
    source_fetched fetched = {0};
    source_report report = {0};
    sse_error failure; /* a site that has neither is not a problem */
    sse_buffer address = {0};
    sse_url_resolve(sse_str_of(places[i]), sse_buffer_str(&home->address), &address);
    status = address.failed ? sse_fail_memory(err) : SSE_OK;
    sse_status found =
        status ? status : fetch_plain(pages->fetcher, address.data, &robots, NULL, &fetched, &failure);
    if (!found && i == 0) found = read_page(pages, &fetched, &robots, &report, &failure);
    if (!found && i == 1) sse_buffer_append_str(&pages->queue, sse_buffer_str(&address));
    if (found == SSE_NO_MEMORY) status = sse_fail_memory(err);
    if (!found && i == 0) trail_add(pages->trail, TRAIL_FURTHER, sse_buffer_str(&address), &fetched);
    source_fetched_remove(&fetched);
    sse_buffer_reset(&address);
  }
  pages->has_sitemaps = pages->queue.length > before;
  return status;
}

sse_status source_read_fetched(source_fetcher *fetcher, source_fetched *fetched,
                               const source_options *options, text_analyser *analyser,
                               const source_handler *handler, source_report *report, sse_error *err) {
  source_options named = *options;
  struct pages pages = {fetcher, &named, analyser, handler, report, &fetched->trail, {0}, false};
  named.name = fetched->name.data;
  named.further = &pages.queue;
  sse_buffer_append_str(&pages.queue, sse_buffer_str(&fetched->address));
  sse_buffer_append_text(&pages.queue, "\n");
  size_t first = pages.queue.length;
  sse_status status = read_page(&pages, fetched, &named, report, err);
  pages.has_sitemaps = names_sitemaps(report);
  if (!status && is_bare_home(&pages, fetched)) status = look_for_sitemaps(&pages, fetched, err);
  if (!status) status = read_further(&pages, first, err);
  if (!status && (pages.queue.failed || fetched->trail.failed)) status = sse_fail_memory(err);
  sse_buffer_reset(&pages.queue);
  return status;
}

/* ---- The next time ------------------------------------------------------------------------------- */

bool source_trail_is_checkable(sse_str trail) {
  trail_stop stop;
  for (size_t position = 0; trail_next(trail, &position, &stop);)
    if (stop.kind != TRAIL_FEED && stop.etag.length + stop.modified.length == 0) return false;
  return true;
}

/* Checks one stop of the trail. One that does not answer also counts as newer: reading it then reports
 * why. */
static sse_status ask(source_fetcher *fetcher, const source_options *options, const trail_stop *stop,
                      bool *is_same, sse_error *err) {
  source_fetched answer = {0};
  sse_error failure;
  char *address = sse_copy(stop->address);
  trail_recall(stop, &answer);
  sse_status status =
      address ? fetch_plain(fetcher, address, options, NULL, &answer, &failure) : SSE_NO_MEMORY;
  *is_same = !status && answer.is_same;
  source_fetched_remove(&answer);
  free(address);
  return status == SSE_NO_MEMORY ? sse_fail_memory(err) : SSE_OK;
}

sse_status source_trail_check(source_fetcher *fetcher, const source_options *options, sse_str trail,
                              bool *is_same, sse_error *err) {
  trail_stop stop;
  sse_status status = SSE_OK;
  *is_same = source_trail_is_checkable(trail);
  for (size_t position = 0; !status && *is_same && trail_next(trail, &position, &stop);)
    if (stop.kind != TRAIL_FEED) status = ask(fetcher, options, &stop, is_same, err);
  return status;
}
