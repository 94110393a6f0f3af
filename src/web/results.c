/* The results of a search: how many, what may have been meant, the filters, the order, the hits, the pages.
 * They are in <main>, and work without a script: each order, size and page is a link.
 */
#include "base/url.h"
#include "web/page.h"

/* ---- Hits --------------------------------------------------------------------------------------- */

/* Writes a separator between parts, except before the first. */
static void put_between(const struct call *call, bool *begun) {
  answer_put(call, *begun ? " · " : "");
  *begun = true;
}

static void put_part(const struct call *call, const char *text, bool *begun) {
  if (!text) return;
  put_between(call, begun);
  render_name(call->out, text);
}

static void put_tag(const struct call *call, sse_str tag) {
  answer_put(call, "<li>");
  links_put_value(call, REQUEST_TAG, tag);
  answer_put(call, "</li>\n");
}

/* Writes the first tags, and folds the others. */
static void put_tags(const struct call *call, const search_hit *hit) {
  enum { SHOWN = 6 };
  size_t count = 0;
  sse_str tag;
  if (!hit->tags || !*hit->tags) return;
  for (size_t position = 0; sse_str_next(sse_str_of(hit->tags), '\n', &position, &tag);)
    count++;
  const size_t shown = count > SHOWN + 1 ? SHOWN : count;
  answer_put(call, "<ul class=\"tags\" aria-label=\"");
  links_put_message(call, MESSAGE_TAGS);
  answer_put(call, "\">\n");
  for (size_t position = 0, i = 0; sse_str_next(sse_str_of(hit->tags), '\n', &position, &tag); i++) {
    if (i == shown) {
      (void)fprintf(call->out, "<li><details>\n<summary lang=\"%s\">", messages_tag(call->request->language));
      messages_put_count(call->out, call->request->language, MESSAGE_MORE_VALUES, count - shown);
      answer_put(call, "</summary>\n<ul class=\"tags\">\n");
    }
    put_tag(call, tag);
  }
  answer_put(call, shown < count ? "</ul>\n</details></li>\n</ul>\n" : "</ul>\n");
}

static void put_origin_parts(const struct call *call, const search_hit *hit, bool *begun) {
  *begun = hit->date != NULL;
  if (hit->date) links_put_date(call, hit->date);
  put_part(call, hit->source, begun);
  put_part(call, hit->archive, begun);
}

/* Writes the link to where the item was published, with the name of its host, and for screen readers the
 * headline. */
static void put_original(const struct call *call, const search_hit *hit, bool *begun) {
  if (!sse_url_is_web(sse_str_of(hit->url))) return;
  put_between(call, begun);
  answer_put(call, "<a rel=\"external noreferrer\" href=\"");
  render_escaped(call->out, hit->url);
  (void)fprintf(call->out, "\" lang=\"%s\">", messages_tag(call->request->language));
  links_put_message_with_host(call, MESSAGE_ORIGINAL_AT, hit->url);
  answer_put(call, "<span class=\"hidden\">: ");
  render_escaped(call->out, hit->title.text);
  answer_put(call, "</span></a>");
}

/* Writes the headline with a link to the item's page. Some screen readers would read marked text in pieces,
 * so the link has a label. */
static void put_headline(const struct call *call, const search_hit *hit, size_t place) {
  answer_put(call, "<h2><a");
  links_put_item_href(call, hit, place);
  if (hit->title.range_count > 0) {
    answer_put(call, " aria-label=\"");
    render_escaped(call->out, hit->title.text);
    answer_put(call, "\"");
  }
  answer_put(call, ">");
  render_marked(call->out, &hit->title);
  answer_put(call, "</a></h2>\n");
}

static void put_hit(const struct call *call, const search_hit *hit, size_t place) {
  bool begun;
  answer_put(call, "<li");
  if (place != LINKS_NO_PLACE) (void)fprintf(call->out, " id=\"" LINKS_PLACE "\"", place + 1);
  answer_put(call, " dir=\"auto\"");
  if (hit->lang) {
    answer_put(call, " lang=\"");
    render_escaped(call->out, hit->lang);
    answer_put(call, "\"");
  }
  answer_put(call, ">\n");
  put_headline(call, hit, place);
  if (hit->snippet.text[0]) {
    answer_put(call, "<p>");
    render_marked(call->out, &hit->snippet);
    answer_put(call, "</p>\n");
  }
  answer_put(call, "<p class=\"origin\">");
  put_origin_parts(call, hit, &begun);
  put_original(call, hit, &begun);
  answer_put(call, "</p>\n");
  put_tags(call, hit);
  render_also_html(call->out, hit, call->request->language);
  render_coins(call->out, hit, call->base);
  answer_put(call, "</li>\n");
}

void results_put_hits(const struct call *call, const search_results *results, size_t first) {
  answer_put(call, "<ol class=\"hits\"");
  if (first > 0) (void)fprintf(call->out, " start=\"%zu\"", first);
  answer_put(call, ">\n");
  for (size_t i = 0; i < results->hit_count; i++)
    put_hit(call, &results->hits[i], first > 0 ? first - 1 + i : LINKS_NO_PLACE);
  answer_put(call, "</ol>\n");
}

/* ---- Counts and notes --------------------------------------------------------------------------- */

static void put_count(const struct call *call, const search_results *results) {
  messages_language language = call->request->language;
  bool is_all = results->word_count == 0 && results->total > 1 &&
                !*request_text_of(call->request, REQUEST_Q) && !request_has_filters(call->request);
  answer_put(call, "<p id=\"count\">");
  if (results->total == 0) {
    links_put_message(call, MESSAGE_NOTHING);
  } else if (is_all) {
    messages_put_count(call->out, language, MESSAGE_LATEST, results->total);
  } else {
    render_count(call->out, results, language);
  }
  answer_put(call, "</p>\n");
  for (size_t i = 0; i < results->notes.count; i++) {
    answer_put(call, "<p class=\"note\">");
    render_note(call->out, &results->notes.notes[i], language);
    answer_put(call, "</p>\n");
  }
}

/* ---- Suggestions -------------------------------------------------------------------------------- */

static void put_query_link(const struct call *call, const struct request *request) {
  answer_put(call, " <a");
  links_put_href(call, "", request);
  answer_put(call, ">");
  render_escaped(call->out, request_text_of(request, REQUEST_Q));
  answer_put(call, "</a>");
}

/* Says that the results are of another query than the one typed, or that another one may find more. */
static void put_suggestion(const struct call *call, const struct found *found) {
  struct request meant = *call->request;
  meant.offset = 0;
  if (!found->typed && !found->results->suggestion) return;
  answer_put(call, "<p class=\"meant\">");
  if (found->typed) {
    links_put_message_with(call, MESSAGE_NOTHING_FOR, found->typed);
    answer_put(call, " ");
    links_put_message(call, MESSAGE_RESULTS_FOR);
  } else {
    meant.texts[REQUEST_Q] = found->results->suggestion;
    links_put_message(call, MESSAGE_DID_YOU_MEAN);
  }
  put_query_link(call, &meant);
  answer_put(call, "</p>\n");
}

/* ---- Order and pages ---------------------------------------------------------------------------- */

static void put_choices(const struct call *call, const char *class, messages_id name) {
  (void)fprintf(call->out, "<nav class=\"choices %s\" aria-label=\"", class);
  links_put_message(call, name);
  answer_put(call, "\">\n<span class=\"what\" aria-hidden=\"true\">");
  links_put_message(call, name);
  answer_put(call, "</span>\n<ul>\n");
}

static void put_choice(const struct call *call, const struct request *other, bool is_current) {
  answer_put(call, "<li><a");
  links_put_href(call, "", other);
  answer_put(call, is_current ? " aria-current=\"true\">" : ">");
}

static void put_sorts(const struct call *call) {
  static const messages_id names[] = {MESSAGE_RELEVANCE, MESSAGE_NEWEST, MESSAGE_OLDEST};
  struct request other = *call->request;
  other.offset = 0;
  put_choices(call, "sorts", MESSAGE_SORT);
  for (int i = SEARCH_RELEVANCE; i <= SEARCH_OLDEST; i++) {
    other.sort = (search_sort)i;
    other.has_sort = i != SEARCH_RELEVANCE;
    put_choice(call, &other, call->request->sort == other.sort);
    links_put_message(call, names[i]);
    answer_put(call, "</a></li>\n");
  }
  answer_put(call, "</ul>\n</nav>\n");
}

/* Writes the choice of the page size. */
static void put_sizes(const struct call *call) {
  static const size_t sizes[] = {REQUEST_LIMIT, 20, 50, REQUEST_LIMIT_MOST};
  struct request other = *call->request;
  other.offset = 0;
  put_choices(call, "sizes", MESSAGE_PER_PAGE);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    other.limit = sizes[i];
    other.has_limit = sizes[i] != REQUEST_LIMIT;
    put_choice(call, &other, call->request->limit == other.limit);
    (void)fprintf(call->out, "%zu</a></li>\n", sizes[i]);
  }
  answer_put(call, "</ul>\n</nav>\n");
}

/* The number of hits on all pages: one for each story. */
static size_t paged(const search_results *results) {
  return results->stories > 0 ? results->stories : results->total;
}

/* The number of pages that can be reached. */
static size_t pages_of(const struct call *call, const search_results *results) {
  const size_t pages = (paged(results) + call->request->limit - 1) / call->request->limit,
               most = REQUEST_OFFSET_MOST / call->request->limit + 1;
  return pages < most ? pages : most;
}

/* Writes the link to a page, numbered from 1; its text is a message, or for MESSAGE_PAGE has the page's
 * number. */
static void put_page_link(const struct call *call, size_t page, const char *rel, messages_id text) {
  struct request other = *call->request;
  other.offset = (page - 1) * REQUEST_LIMIT; /* as links count */
  answer_put(call, "<li><a");
  if (rel) (void)fprintf(call->out, " rel=\"%s\"", rel);
  links_put_href(call, "", &other);
  answer_put(call, ">");
  if (text == MESSAGE_PAGE) {
    messages_put_count(call->out, call->request->language, text, page);
  } else {
    links_put_message(call, text);
  }
  answer_put(call, "</a></li>\n");
}

/* Writes the number of the current page, and of all pages if known. */
static void put_page(const struct call *call, const search_results *results, size_t page) {
  messages_language language = call->request->language;
  answer_put(call, "<li aria-current=\"page\">");
  messages_put_count(call->out, language, MESSAGE_PAGE, page);
  if (results->total_is_exact)
    messages_put_count(call->out, language, MESSAGE_OF_PAGES, pages_of(call, results));
  answer_put(call, "</li>\n");
}

static void put_pages(const struct call *call, const struct found *found) {
  const search_results *results = found->results;
  size_t limit = call->request->limit, page = found->first / limit + 1, next = found->first + limit;
  bool has_next = next < paged(results) && next <= REQUEST_OFFSET_MOST, is_past = results->hit_count == 0;
  if (page == 1 && !has_next) return;
  answer_put(call, "<nav class=\"pages\" aria-label=\"");
  links_put_message(call, MESSAGE_PAGES);
  answer_put(call, "\">\n<ul>\n");
  if (is_past) {
    put_page_link(call, pages_of(call, results), NULL, MESSAGE_PAGE);
  } else {
    if (page > 1) put_page_link(call, page - 1, "prev", MESSAGE_PREVIOUS);
    put_page(call, results, page);
    if (has_next) put_page_link(call, page + 1, "next", MESSAGE_NEXT);
  }
  answer_put(call, "</ul>\n</nav>\n");
}

/* After the last page there are no hits. */
static void put_past(const struct call *call, const search_results *results) {
  answer_put(call, "<p class=\"past\">");
  messages_put_count(call->out, call->request->language, MESSAGE_PAST_LAST, pages_of(call, results));
  answer_put(call, "</p>\n");
}

/* ---- The whole list ----------------------------------------------------------------------------- */

static void put_list(const struct call *call, const struct found *found) {
  const search_results *results = found->results;
  bool has_several = results->total > REQUEST_LIMIT || call->request->has_limit;
  if (results->hit_count == 0) {
    put_past(call, results);
  } else {
    results_put_hits(call, results, found->first + 1);
  }
  put_pages(call, found);
  if (has_several) put_sizes(call);
}

/* Writes the button of the filters and the choice of the order, if there is anything to filter or to order.
 */
static void put_tools(const struct call *call, const struct found *found) {
  const bool has_filters = facet_panel_has_any(found->results, found->panel),
             has_order = *request_text_of(call->request, REQUEST_Q) && found->results->total > 1;
  if (!has_filters && !has_order) return;
  answer_put(call, "<div class=\"tools\">\n");
  if (has_filters) facet_panel_put_button(call);
  if (has_order) put_sorts(call);
  answer_put(call, "</div>\n");
}

sse_status results_put(const struct call *call, const struct found *found, sse_error *err) {
  const search_results *results = found->results;
  answer_put(call, "<section class=\"found\" aria-label=\"");
  links_put_message(call, MESSAGE_RESULTS);
  answer_put(call, "\">\n");
  put_count(call, results);
  put_suggestion(call, found);
  put_tools(call, found);
  facet_panel_put_filters(call);
  sse_status status = fewer_put(call, found, err);
  if (results->total > 0) put_list(call, found);
  answer_put(call, "</section>\n");
  return status;
}
