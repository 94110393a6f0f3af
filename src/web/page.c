/* The pages: the search, an item of its own, and what is shown where there is neither. Each is whole without
 * a script; the script replaces <main> by that of the page that a search as it is typed would give. */
#include "web/page.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

static void put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* ---- What all pages have ------------------------------------------------------------------------ */

static void put_hidden(const struct call *call, const char *name, const char *value) {
  if (!*value) return;
  (void)fprintf(call->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
  render_escaped(call->out, value);
  put(call, "\">\n");
}

static void put_hidden_filter(const struct call *call, request_text which) {
  sse_str value;
  for (size_t position = 0; request_next_value(call->request, which, &position, &value);) {
    char *copy = sse_copy(value); /* where memory is short, it is left out */
    put_hidden(call, request_name_of(which), copy ? copy : "");
    free(copy);
  }
}

/* The box keeps what the search at hand asks for beside its words. */
static void put_form(const struct call *call) {
  const struct request *request = call->request;
  (void)fprintf(call->out, "<form role=\"search\" action=\"%s\" method=\"get\">\n<label for=\"q\">",
                call->root);
  links_put_message(call, MESSAGE_SEARCH_LABEL);
  (void)fprintf(call->out,
                "</label>\n<input type=\"search\" id=\"q\" name=\"q\" dir=\"auto\" maxlength=\"%d\" "
                "autocomplete=\"off\" spellcheck=\"false\" value=\"",
                REQUEST_QUERY_LONGEST);
  render_escaped(call->out, request_text_of(request, REQUEST_Q));
  put(call, "\">\n");
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    put_hidden_filter(call, request_narrowing[i]);
  if (request->has_sort) put_hidden(call, "sort", search_sort_names[request->sort]);
  if (!request->stories) put_hidden(call, "group", "0");
  put(call, "<button>");
  links_put_message(call, MESSAGE_SEARCH);
  put(call, "</button>\n</form>\n");
}

/* The archive's name is the page's headline where the page is not about one thing. */
static void put_header(const struct call *call, bool is_headline, bool has_form) {
  put(call, "<a class=\"skip\" href=\"#main\">");
  links_put_message(call, MESSAGE_SKIP);
  (void)fprintf(call->out, "</a>\n<header>\n<%s class=\"name\"><a href=\"%s\">", is_headline ? "h1" : "p",
                call->root);
  render_escaped(call->out, call->options->title);
  (void)fprintf(call->out, "</a></%s>\n", is_headline ? "h1" : "p");
  if (has_form) {
    put_form(call);
    guide_put(call);
  }
  put(call, "<p id=\"told\" class=\"hidden\" role=\"status\"></p>\n</header>\n");
}

/* The search at hand for a library, from its first item on. */
static void put_references(const struct call *call) {
  static const struct {
    const char *path, *name;
  } formats[] = {{"search.ris", "RIS"}, {"search.bib", "BibTeX"}, {"search.csl.json", "CSL-JSON"}};
  struct request all = *call->request;
  all.offset = 0;
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    put(call, "<li><a");
    links_put_href(call, formats[i].path, &all);
    (void)fprintf(call->out, ">%s</a></li>\n", formats[i].name);
  }
}

static void put_end(const struct call *call, const char *feed) {
  put(call, "<footer>\n<p id=\"keys\">");
  links_put_message(call, MESSAGE_KEYS);
  put(call, "</p>\n<ul>\n");
  if (feed) {
    put(call, "<li><a");
    links_put_href(call, "feed.atom", call->request);
    put(call, ">");
    links_put_message(call, MESSAGE_FEED);
    put(call, "</a></li>\n");
    put_references(call);
  }
  (void)fprintf(call->out, "<li><a href=\"%sapi\">API</a></li>\n</ul>\n</footer>\n</body>\n</html>\n",
                call->root);
}

/* ---- The search --------------------------------------------------------------------------------- */

/* How many there are; the caller's to free, NULL where memory is short. */
static char *describe_results(const struct call *call, const search_results *results) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  messages_put_count(out, call->request->language,
                     results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, results->total);
  (void)fprintf(out, ". %s.", messages_of(call->request->language, MESSAGE_SEARCH_LABEL));
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

/* Only the archive's own page is for crawlers: searches are without number. */
static void put_search_head(const struct call *call, const search_results *results) {
  char *address = links_address(call, "/"), *description = describe_results(call, results);
  const bool is_home = address && strcmp(address + strlen(call->base), "/") == 0;
  head_put(call, &(const struct page_head){.title = request_text_of(call->request, REQUEST_Q),
                                           .description = description,
                                           .address = address,
                                           .has_feed = true,
                                           .is_indexed = is_home});
  free(description);
  free(address);
}

sse_status page_search(const struct call *asked, sse_error *err) {
  const search_options options = {.facets = true,
                                  .stories = asked->request->stories,
                                  .everything = true,
                                  .typing = asked->request->typing,
                                  .suggest = !asked->request->typing};
  struct request request = *asked->request; /* a view */
  struct call page = *asked, *call = &page;
  search_results results;
  request.limit = REQUEST_LIMIT; /* that is the API's */
  page.request = &request;
  sse_status status = answer_search(call, &options, &results, err);
  if (!status) {
    put_search_head(call, &results);
    put_header(call, true, true);
    put(call, "<main id=\"main\" tabindex=\"-1\">\n");
    results_put(call, &results);
    narrow_put(call, &results);
    put(call, "</main>\n");
    put_end(call, "feed.atom");
  }
  search_results_reset(&results);
  return status;
}

/* ---- An item ------------------------------------------------------------------------------------ */

/* Lines with something in them, each a paragraph. */
static void put_paragraphs(const struct call *call, char *text) {
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (strspn(line, " \t\r") == strlen(line)) continue;
    put(call, "<p>");
    render_escaped(call->out, line);
    put(call, "</p>\n");
  }
}

/* The link to an archived copy of an item, after that to the original. */
static void put_archived(const struct call *call, const search_hit *item) {
  sse_buffer archived = {0}; /* where memory is short, it is left out */
  render_append_archived(call->options->archive_link, item, &archived);
  if (archived.data && !archived.failed) {
    put(call, " · <a rel=\"external noreferrer\" href=\"");
    render_escaped(call->out, archived.data);
    put(call, "\">");
    links_put_message(call, MESSAGE_ARCHIVED);
    put(call, "</a>");
  }
  sse_buffer_reset(&archived);
}

static void put_item(const struct call *call, const search_hit *item) {
  put(call, "<article dir=\"auto\"");
  if (item->lang) {
    put(call, " lang=\"");
    render_escaped(call->out, item->lang);
    put(call, "\"");
  }
  put(call, ">\n<h1>");
  render_escaped(call->out, item->title.text);
  put(call, "</h1>\n");
  results_put_origin(call, item);
  put_paragraphs(call, item->snippet.text);
  put(call, "</article>\n");
  if (!sse_url_is_web(sse_str_of(item->url))) return;
  put(call, "<p class=\"original\"><a rel=\"external noreferrer\" href=\"");
  render_escaped(call->out, item->url);
  put(call, "\">");
  links_put_message(call, MESSAGE_ORIGINAL);
  put(call, "</a>");
  put_archived(call, item);
  put(call, "</p>\n");
}

static void put_similar(const struct call *call, const search_results *results) {
  if (results->hit_count == 0) return;
  for (size_t i = 0; i < results->hit_count; i++) /* nobody asked for those words */
    results->hits[i].title.range_count = results->hits[i].snippet.range_count = 0;
  put(call, "<section aria-labelledby=\"similar\">\n<h2 id=\"similar\">");
  links_put_message(call, MESSAGE_SIMILAR);
  put(call, "</h2>\n");
  results_put_hits(call, results, 1);
  put(call, "</section>\n");
}

/* Where a text is cut that is longer than it may be: before its last word, or before a character where there
 * is only one. */
static size_t cut_of(const char *text, size_t longest) {
  size_t cut = longest;
  while (cut > 0 && text[cut] != ' ')
    cut--;
  if (cut > 0) return cut;
  for (cut = longest; cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80;)
    cut--;
  return cut;
}

/* The beginning of an item's text, or its title where it has none, in one line; the caller's to free, NULL
 * where memory is short. */
static char *describe_item(const search_hit *item) {
  enum { LONGEST = 300 /* bytes: about as much as search engines show */ };
  static const char spaces[] = " \t\r\n";
  const char *at = item->snippet.text + strspn(item->snippet.text, spaces);
  sse_buffer line = {0};
  for (at = *at ? at : item->title.text; *at && line.length <= LONGEST; at += strspn(at, spaces)) {
    size_t word = strcspn(at, spaces);
    if (line.length > 0) sse_buffer_append_text(&line, " ");
    sse_buffer_append(&line, at, word > LONGEST ? LONGEST + 1 : word);
    at += word;
  }
  if (line.length > LONGEST && !line.failed) {
    line.length = cut_of(line.data, LONGEST);
    sse_buffer_append_text(&line, "…");
  }
  if (!line.failed) return line.data;
  sse_buffer_reset(&line);
  return NULL;
}

static void put_item_head(const struct call *call, const search_hit *item) {
  const struct request alone = {.texts = {[REQUEST_ID] = item->id}, .stories = true};
  struct call of_item = *call;
  of_item.request = &alone;
  char *address = links_address(&of_item, "/item"), *description = describe_item(item);
  head_put(call, &(const struct page_head){.title = item->title.text,
                                           .description = description,
                                           .address = address,
                                           .item = item,
                                           .is_indexed = true});
  free(description);
  free(address);
}

sse_status page_item(const struct call *call, sse_error *err) {
  enum { SIMILAR = 5 };
  const char *id = request_text_of(call->request, REQUEST_ID);
  const struct request like = {.limit = SIMILAR, .language = call->request->language};
  struct call similar = *call;
  search_hit item;
  search_results results = {0};
  sse_status status = search_item(call->index->index, id, false, &item, err);
  const search_options options = {.similar = id};
  similar.request = &like;
  if (!status) status = answer_search(&similar, &options, &results, err);
  if (!status) {
    put_item_head(call, &item);
    put_header(call, false, true);
    put(call, "<main id=\"main\" class=\"item\" tabindex=\"-1\">\n");
    put_item(call, &item);
    put_similar(call, &results);
    put(call, "</main>\n");
    put_end(call, NULL);
  }
  search_results_reset(&results);
  search_hit_reset(&item);
  return status;
}

/* ---- Errors ------------------------------------------------------------------------------------- */

void page_error(const struct call *call, unsigned status, const sse_error *err) {
  messages_id text = MESSAGE_TROUBLE;
  if (status == ANSWER_NOT_FOUND) text = MESSAGE_NOT_FOUND;
  if (status == ANSWER_BAD_REQUEST || status == ANSWER_TOO_LARGE || status == ANSWER_BAD_METHOD)
    text = MESSAGE_BAD_ADDRESS;
  if (err->status == SSE_TIMEOUT) text = MESSAGE_TOO_SLOW;
  head_put(call, &(const struct page_head){.title = messages_of(call->request->language, MESSAGE_SEARCH)});
  put_header(call, true, true);
  put(call, "<main id=\"main\" tabindex=\"-1\">\n<p class=\"trouble\">");
  links_put_message_with(call, text, text == MESSAGE_BAD_ADDRESS ? err->message : "");
  put(call, "</p>\n</main>\n");
  put_end(call, NULL);
}
