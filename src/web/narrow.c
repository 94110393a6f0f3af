/* Links that narrow the search, by year, month, publisher and language, each with how many items it would
 * leave; and the filters there are, each with a link that takes it away. */
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

enum { LINKS_MOST = 15 /* of each kind: the most frequent, the latest */ };

static void put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

static void put_link(const struct call *call, const search_results *results, request_text which,
                     const search_count *count) {
  struct request other = links_narrowed(call, results, which, count->name);
  put(call, "<li><a");
  links_put_href(call, "", &other);
  put(call, "><span dir=\"auto\"");
  if (which == REQUEST_LANG) {
    put(call, " lang=\"");
    render_escaped(call->out, count->name);
    put(call, "\"");
  }
  put(call, ">");
  render_escaped(call->out, which == REQUEST_LANG ? messages_language_name(count->name) : count->name);
  (void)fprintf(call->out, "</span> <span class=\"number\">%zu</span></a></li>\n", count->count);
}

/* A filter that is set has nothing to choose from any more. */
static void put_facet(const struct call *call, const search_results *results, messages_id name,
                      request_text which, const search_counts *counts) {
  if (counts->count < 2) return;
  int number = (int)name - MESSAGE_YEAR; /* the same whatever the catalogue has before it */
  (void)fprintf(call->out, "<section aria-labelledby=\"by%d\">\n<h2 id=\"by%d\">", number, number);
  links_put_message(call, name);
  put(call, "</h2>\n<ul>\n");
  for (size_t i = 0; i < counts->count && i < LINKS_MOST; i++)
    put_link(call, results, which, &counts->counts[i]);
  put(call, "</ul>\n</section>\n");
}

void narrow_put(const struct call *call, const search_results *results) {
  const search_facets *facets = &results->facets;
  enum { ROWS = 2 };
  if (facets->years.count < ROWS && facets->months.count < ROWS && facets->sources.count < ROWS &&
      facets->languages.count < ROWS && facets->archives.count < ROWS)
    return;
  put(call, "<aside aria-label=\"");
  links_put_message(call, MESSAGE_NARROW);
  put(call, "\">\n");
  put_facet(call, results, MESSAGE_YEAR, REQUEST_DATE, &facets->years);
  if (facets->years.count == 1) put_facet(call, results, MESSAGE_MONTH, REQUEST_DATE, &facets->months);
  put_facet(call, results, MESSAGE_SOURCE, REQUEST_SOURCE, &facets->sources);
  put_facet(call, results, MESSAGE_LANGUAGE, REQUEST_LANG, &facets->languages);
  put_facet(call, results, MESSAGE_ARCHIVE, REQUEST_ARCHIVE, &facets->archives);
  put(call, "</aside>\n");
}

/* A value of a filter, with the link to the search without it; where memory is short, it is left out. */
static void put_filter(const struct call *call, request_text which, sse_str value) {
  struct request other = *call->request; /* a view */
  char *text = sse_copy(value);
  other.texts[which] = request_text_without(call->request, which, value);
  other.offset = 0;
  if (text && other.texts[which]) {
    put(call, "<li><a");
    links_put_href(call, "", &other);
    put(call, " aria-label=\"");
    links_put_message_with(call, MESSAGE_REMOVE, text);
    put(call, "\"><span dir=\"auto\">");
    render_escaped(call->out, text);
    put(call, "</span> <span aria-hidden=\"true\">×</span></a></li>\n");
  }
  free(other.texts[which]);
  free(text);
}

void narrow_put_filters(const struct call *call) {
  if (!request_has_filters(call->request)) return;
  put(call, "<ul class=\"filters\">\n");
  for (size_t i = 0; i < REQUEST_FILTERS; i++) {
    sse_str value;
    for (size_t position = 0; request_next_value(call->request, request_narrowing[i], &position, &value);)
      put_filter(call, request_narrowing[i], value);
  }
  put(call, "</ul>\n");
}
