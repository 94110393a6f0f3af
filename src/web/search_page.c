/* The page of a search. If nothing is found and another query was most likely meant, it shows the results of
 * that one, and says so. Crawlers may index only the archive's home page, which lists all items: there is no
 * limit to the number of searches. */
#include "text/text.h"
#include "web/page.h"

#include <stdlib.h>

/* Returns true if the request is for all items, as on the home page. */
static bool is_home(const struct call *call) {
  struct request plain = *call->request; /* a shallow copy */
  sse_buffer link = {0};
  plain.has_language = false;
  request_link(&plain, "/", &link);
  bool is_it = sse_str_is(sse_buffer_str(&link), "/");
  sse_buffer_reset(&link);
  return is_it;
}

/* Describes the archive, or the number of results; the caller frees it, NULL if memory is short. */
static char *describe_results(const struct call *call, const search_results *results) {
  const messages_language language = call->request->language;
  const sse_str stop = sse_str_of(languages_stop(language)), end = sse_str_trim(stop);
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  if (call->options->about && is_home(call)) (void)fprintf(out, "%s ", call->options->about);
  messages_put_count(out, language, results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS,
                     results->total);
  (void)fprintf(out, "%s%s%.*s", stop.data, messages_of(language, MESSAGE_SEARCH_LABEL), (int)end.length,
                end.data);
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static void put_search_head(const struct call *call, const search_results *results) {
  char *description = describe_results(call, results);
  head_put(call, &(const struct page_head){.title = request_text_of(call->request, REQUEST_Q),
                                           .description = description,
                                           .path = "/",
                                           .request = call->request,
                                           .has_feed = true,
                                           .is_indexed = is_home(call)});
  free(description);
}

/* Determines the page that a request asks for. Links count pages of REQUEST_LIMIT items, whatever the page
 * size. Past the last page that can be reached nothing is listed. Returns the number of the page's first hit,
 * from 0. */
static size_t take_page(const struct request *asked, struct request *links, struct request *page) {
  *links = *page = *asked; /* shallow copies */
  if (asked->limit == 0) links->limit = REQUEST_LIMIT;
  links->has_limit = links->limit != REQUEST_LIMIT;
  const size_t first = asked->offset / REQUEST_LIMIT * links->limit;
  const bool is_past = first > REQUEST_OFFSET_MOST;
  page->limit = is_past ? 0 : links->limit;
  page->offset = is_past ? 0 : first;
  return first;
}

/* If nothing was found, searches for what may have been meant. If that finds something, sets `*meant` to the
 * query and replaces `*results`. */
static sse_status search_meant(const struct call *call, const search_options *options, char **meant,
                               search_results *results, sse_error *err) {
  struct request other = *call->request; /* a shallow copy */
  struct call page = *call;
  search_results found = {0};
  *meant = NULL;
  if (results->total > 0 || !results->suggestion) return SSE_OK;
  other.texts[REQUEST_Q] = results->suggestion;
  page.request = &other;
  sse_status status = answer_search(&page, options, &found, err);
  if (!status && found.total > 0) {
    *meant = results->suggestion;
    results->suggestion = NULL;
    search_results_reset(results);
    *results = found;
    return SSE_OK;
  }
  search_results_reset(&found);
  return status == SSE_TIMEOUT ? SSE_OK : status;
}

/* Writes the page of results. `call` has the original request, `links` the same with the page's own size. */
static sse_status put_search(const struct call *call, const struct request *links, const char *meant,
                             size_t first, const search_results *results, sse_error *err) {
  struct request of_results = *links; /* a shallow copy */
  struct call list = *call;
  struct facet_panel panel;
  const struct found found = {results, &panel, meant ? request_text_of(links, REQUEST_Q) : NULL, first};
  list.request = &of_results;
  if (meant) of_results.texts[REQUEST_Q] = (char *)meant; /* only read */
  sse_status status = facet_panel_read(&list, results, &panel, err);
  if (!status) {
    put_search_head(call, results);
    layout_put_header(call, true, facet_panel_has_any(results, &panel));
    answer_put(call, "<main id=\"main\" tabindex=\"-1\">\n");
    if (is_home(call)) status = home_put(call, results, err);
    if (!status) status = results_put(&list, &found, err);
    facet_panel_put(&list, results, &panel);
    answer_put(call, "</main>\n");
    layout_put_footer(call, "", true);
  }
  facet_panel_reset(&panel);
  return status;
}

/* Says so if all items are listed since the query has no letters. */
static void note_wordless(const struct call *call, search_results *results) {
  char folded[TEXT_TERM_SIZE];
  const sse_str text = sse_str_trim(sse_str_of(request_text_of(call->request, REQUEST_Q)));
  if (text.length == 0 || results->notes.count > 0 || text_fold(text, folded) > 0) return;
  query_notes_add(&results->notes, "empty-word", "'%.*s' has no letters and was ignored", (int)text.length,
                  text.data); /* left out if memory is short */
}

sse_status search_page(const struct call *asked, sse_error *err) {
  const search_options options = {.facets = true,
                                  .stories = asked->request->stories,
                                  .everything = true,
                                  .typing = asked->request->typing,
                                  .suggest = !asked->request->typing};
  struct request links, page;
  struct call call = *asked;
  char *meant = NULL;
  search_results results = {0};
  const size_t first = take_page(asked->request, &links, &page);
  call.request = &page;
  sse_status status = answer_search(&call, &options, &results, err);
  if (!status) {
    answer_note_missed(&call, &results);
    note_wordless(&call, &results);
    status = search_meant(&call, &options, &meant, &results, err);
  }
  call.request = &links;
  if (!status) status = put_search(&call, &links, meant, first, &results, err);
  free(meant);
  search_results_reset(&results);
  return status;
}
