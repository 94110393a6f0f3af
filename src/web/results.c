/* What a search found: how many, what may have been meant, the filters, the order, the hits, the pages. */
#include "base/url.h"
#include "web/page.h"

#include <string.h>

static void put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* ---- Hits --------------------------------------------------------------------------------------- */

/* The parts of what follows on one another, with a point between. */
static void put_part(const struct call *call, const char *text, bool *begun) {
  if (!text) return;
  put(call, *begun ? " · " : "");
  render_escaped(call->out, text);
  *begun = true;
}

static void put_origin_parts(const struct call *call, const search_hit *hit, bool *begun) {
  *begun = hit->date != NULL;
  if (hit->date) links_put_date(call, hit->date);
  put_part(call, hit->source, begun);
  put_part(call, hit->archive, begun);
  sse_buffer tags = {0}; /* where memory is short, tags are left out */
  render_append_tags(hit->tags, &tags);
  put_part(call, tags.data, begun);
  sse_buffer_reset(&tags);
}

/* The headline leads to where the item was published, the last link to its own page here. */
static void put_hit(const struct call *call, const search_hit *hit, size_t place) {
  bool begun, is_link = sse_url_is_web(sse_str_of(hit->url));
  put(call, "<li dir=\"auto\"");
  if (hit->lang) {
    put(call, " lang=\"");
    render_escaped(call->out, hit->lang);
    put(call, "\"");
  }
  put(call, ">\n<h2><a");
  if (is_link) {
    put(call, " rel=\"external noreferrer\" href=\"");
    render_escaped(call->out, hit->url);
    put(call, "\"");
  } else {
    links_put_item_href(call, hit->id, place);
  }
  put(call, ">");
  render_marked(call->out, &hit->title);
  put(call, "</a></h2>\n");
  if (hit->snippet.text[0]) {
    put(call, "<p>");
    render_marked(call->out, &hit->snippet);
    put(call, "</p>\n");
  }
  put(call, "<p class=\"origin\">");
  put_origin_parts(call, hit, &begun);
  put(call, begun ? " · <a" : "<a");
  links_put_item_href(call, hit->id, place);
  (void)fprintf(call->out, " lang=\"%s\" aria-label=\"", messages_tag(call->request->language));
  links_put_message_with(call, MESSAGE_DETAILS, hit->title.text);
  put(call, "\">");
  links_put_message(call, MESSAGE_MORE_LIKE);
  put(call, "</a></p>\n");
  render_also_html(call->out, hit, call->request->language);
  render_coins(call->out, hit, call->base);
  put(call, "</li>\n");
}

void results_put_hits(const struct call *call, const search_results *results, size_t first) {
  put(call, "<ol class=\"hits\"");
  if (first > 0) (void)fprintf(call->out, " start=\"%zu\"", first);
  put(call, ">\n");
  for (size_t i = 0; i < results->hit_count; i++)
    put_hit(call, &results->hits[i], first > 0 ? first - 1 + i : LINKS_NO_PLACE);
  put(call, "</ol>\n");
}

/* ---- What stands around them -------------------------------------------------------------------- */

static void put_count(const struct call *call, const search_results *results) {
  messages_language language = call->request->language;
  bool is_all = results->word_count == 0 && results->total > 0 &&
                !*request_text_of(call->request, REQUEST_Q) && !request_has_filters(call->request);
  put(call, "<p id=\"count\">");
  if (results->total == 0) {
    links_put_message(call, MESSAGE_NOTHING);
  } else {
    messages_id text = results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS;
    if (is_all && results->total > 1) text = MESSAGE_LATEST;
    messages_put_count(call->out, language, text, results->total);
    if (results->stories > 0 && text != MESSAGE_LATEST)
      messages_put_count(call->out, language, MESSAGE_STORIES, results->stories);
  }
  if (results->relaxed) {
    put(call, " · ");
    links_put_message(call, MESSAGE_SOME_WORDS);
  }
  put(call, "</p>\n");
  for (size_t i = 0; i < results->notes.count; i++) {
    put(call, "<p class=\"note\">");
    render_note(call->out, &results->notes.notes[i], language);
    put(call, "</p>\n");
  }
}

static void put_suggestion(const struct call *call, const search_results *results) {
  struct request meant = *call->request;
  if (!results->suggestion) return;
  meant.texts[REQUEST_Q] = results->suggestion;
  meant.offset = 0;
  put(call, "<p class=\"meant\">");
  links_put_message(call, MESSAGE_DID_YOU_MEAN);
  put(call, " <a");
  links_put_href(call, "", &meant);
  put(call, ">");
  render_escaped(call->out, results->suggestion);
  put(call, "</a></p>\n");
}

static void put_sorts(const struct call *call) {
  static const messages_id names[] = {MESSAGE_RELEVANCE, MESSAGE_NEWEST, MESSAGE_OLDEST};
  struct request other = *call->request;
  other.offset = 0;
  put(call, "<nav class=\"sorts\" aria-label=\"");
  links_put_message(call, MESSAGE_SORT);
  put(call, "\">\n<ul>\n");
  for (int i = SEARCH_RELEVANCE; i <= SEARCH_OLDEST; i++) {
    other.sort = (search_sort)i;
    other.has_sort = i != SEARCH_RELEVANCE;
    put(call, "<li><a");
    links_put_href(call, "", &other);
    put(call, call->request->sort == other.sort ? " aria-current=\"true\">" : ">");
    links_put_message(call, names[i]);
    put(call, "</a></li>\n");
  }
  put(call, "</ul>\n</nav>\n");
}

/* The link to a page; its text is a message, or that of the page of a number. */
static void put_page_link(const struct call *call, size_t offset, const char *rel, messages_id text) {
  struct request other = *call->request;
  other.offset = offset;
  put(call, "<li><a");
  if (rel) (void)fprintf(call->out, " rel=\"%s\"", rel);
  links_put_href(call, "", &other);
  put(call, ">");
  if (text == MESSAGE_PAGE) {
    messages_put_count(call->out, call->request->language, text, offset / call->request->limit + 1);
  } else {
    links_put_message(call, text);
  }
  put(call, "</a></li>\n");
}

/* Hits that there are pages of: one of each story. */
static size_t paged(const search_results *results) {
  return results->stories > 0 ? results->stories : results->total;
}

static void put_pages(const struct call *call, const search_results *results) {
  size_t offset = call->request->offset, limit = call->request->limit, next = offset + limit;
  bool has_next = next < paged(results) && next <= REQUEST_OFFSET_MOST, is_past = results->hit_count == 0;
  if (offset == 0 && !has_next) return;
  put(call, "<nav class=\"pages\" aria-label=\"");
  links_put_message(call, MESSAGE_PAGES);
  put(call, "\">\n<ul>\n");
  if (is_past) {
    put_page_link(call, (paged(results) - 1) / limit * limit, NULL, MESSAGE_PAGE);
  } else {
    if (offset > 0) put_page_link(call, offset > limit ? offset - limit : 0, "prev", MESSAGE_PREVIOUS);
    put(call, "<li aria-current=\"page\">");
    messages_put_count(call->out, call->request->language, MESSAGE_PAGE, offset / limit + 1);
    put(call, "</li>\n");
    if (has_next) put_page_link(call, next, "next", MESSAGE_NEXT);
  }
  put(call, "</ul>\n</nav>\n");
}

/* Behind the last page there are no hits. */
static void put_past(const struct call *call, const search_results *results) {
  size_t limit = call->request->limit;
  put(call, "<p class=\"past\">");
  messages_put_count(call->out, call->request->language, MESSAGE_PAST_LAST,
                     (paged(results) + limit - 1) / limit);
  put(call, "</p>\n");
}

void results_put(const struct call *call, const search_results *results) {
  bool asks = *request_text_of(call->request, REQUEST_Q) != '\0';
  put(call, "<section class=\"found\" aria-label=\"");
  links_put_message(call, MESSAGE_RESULTS);
  put(call, "\">\n");
  put_count(call, results);
  put_suggestion(call, results);
  narrow_put_filters(call);
  if (results->total > 0) {
    timeline_put(call, results);
    if (asks) put_sorts(call);
    if (results->hit_count == 0) {
      put_past(call, results);
    } else {
      results_put_hits(call, results, call->request->offset + 1);
    }
    put_pages(call, results);
  }
  put(call, "</section>\n");
}
