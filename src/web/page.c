/* The page of a search, the page that tells an error, and what all pages have above and below. Each is whole
 * without a script; the script replaces <main> by that of the page that a search as it is typed would give.
 */
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

static void put(const struct call *call, const char *text) {
  (void)fputs(text, call->out);
}

/* ---- What all pages have ------------------------------------------------------------------------ */

static void put_hidden(const struct call *call, const char *name, const char *value) {
  if (!*value) return;
  (void)fprintf(call->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
  render_escaped_value(call->out, value);
  put(call, "\">\n");
}

/* What the page has no controls for. */
static void put_hidden_filter(const struct call *call, request_text which) {
  sse_str value;
  for (size_t position = 0; request_next_value(call->request, which, &position, &value);) {
    char *copy = sse_copy(value); /* where memory is short, it is left out */
    put_hidden(call, request_name_of(which), copy ? copy : "");
    free(copy);
  }
}

/* Where completions of what is typed are shown, by a script. */
static void put_completions(const struct call *call) {
  static const struct {
    const char *kind;
    messages_id name;
  } kinds[] = {{"source", MESSAGE_SOURCE}, {"headline", MESSAGE_HEADLINE}};
  put(call, "<ul id=\"completions\" role=\"listbox\" hidden aria-label=\"");
  links_put_message(call, MESSAGE_COMPLETIONS);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    (void)fprintf(call->out, "\" data-%s=\"", kinds[i].kind);
    links_put_message(call, kinds[i].name);
  }
  put(call, "\"></ul>\n");
}

/* The box keeps what the search at hand asks for beside its words; what the page has controls for comes from
 * them. HTML counts its length in units of UTF-16, of which a character has two at the most; the script
 * counts characters. */
static void put_form(const struct call *call, bool has_controls) {
  const struct request *request = call->request;
  (void)fprintf(call->out,
                "<form id=\"search\" role=\"search\" action=\"%s\" method=\"get\">\n<label for=\"q\">",
                call->root);
  links_put_message(call, MESSAGE_SEARCH_LABEL);
  (void)fprintf(call->out,
                "</label>\n<input type=\"search\" id=\"q\" name=\"q\" dir=\"auto\" maxlength=\"%d\" "
                "data-most=\"%d\" autocomplete=\"off\" spellcheck=\"false\" value=\"",
                2 * REQUEST_QUERY_LONGEST, REQUEST_QUERY_LONGEST);
  render_escaped(call->out, request_text_of(request, REQUEST_Q));
  put(call, "\">\n");
  for (size_t i = 0; i < REQUEST_FILTERS && !has_controls; i++)
    put_hidden_filter(call, request_narrowing[i]);
  if (request->has_sort) put_hidden(call, "sort", search_sort_names[request->sort]);
  if (!request->stories) put_hidden(call, "group", "0");
  if (request->typing) put_hidden(call, "typing", "1");
  if (request->has_language) put_hidden(call, "ui", messages_tag(request->language));
  if (request->has_limit)
    (void)fprintf(call->out, "<input type=\"hidden\" name=\"limit\" value=\"%zu\">\n", request->limit);
  put(call, "<button>");
  links_put_message(call, MESSAGE_SEARCH);
  put(call, "</button>\n");
  put_completions(call);
  put(call, "</form>\n");
}

/* What a script says of a search: to who hears, and to all where no answer comes. */
static void put_told(const struct call *call) {
  put(call, "<p id=\"told\" class=\"hidden\" role=\"status\"></p>\n<p id=\"trouble\" class=\"trouble\" "
            "role=\"alert\" data-failed=\"");
  links_put_message(call, MESSAGE_FAILED);
  put(call, "\" data-offline=\"");
  links_put_message(call, MESSAGE_OFFLINE);
  put(call, "\"></p>\n");
}

static void put_logo(const struct call *call) {
  if (!call->brand->logo_path) return;
  (void)fprintf(call->out, "<img class=\"logo\" src=\"%s%s\" alt=\"\" height=\"40\"> ", call->root,
                call->brand->logo_path);
}

/* The archive's name is the page's headline where the page is not about one thing. */
void page_put_header(const struct call *call, bool is_headline, bool has_controls) {
  const struct request home = links_plain(call);
  put(call, "<a class=\"skip\" href=\"#main\">");
  links_put_message(call, MESSAGE_SKIP);
  (void)fprintf(call->out, "</a>\n<header>\n<%s class=\"name\"><a", is_headline ? "h1" : "p");
  links_put_href(call, "", &home);
  put(call, ">");
  put_logo(call);
  put(call, "<bdi>"); /* it may run the other way */
  render_escaped(call->out, call->options->title);
  (void)fprintf(call->out, "</bdi></a></%s>\n", is_headline ? "h1" : "p");
  put_form(call, has_controls);
  guide_put(call);
  put_told(call);
  put(call, "</header>\n");
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

static void put_feeds(const struct call *call) {
  put(call, "<li><a");
  links_put_href(call, "feed.atom", call->request);
  put(call, ">");
  links_put_message(call, MESSAGE_FEED);
  put(call, "</a></li>\n");
  put_references(call);
}

/* What an organisation wants at the foot: a text, a space and an address. */
static void put_own_links(const struct call *call) {
  for (size_t i = 0; i < call->options->link_count; i++) {
    const char *link = call->options->links[i], *space = strrchr(link, ' ');
    char *text = sse_copy((sse_str){link, space ? (size_t)(space - link) : 0});
    if (space && text) { /* where memory is short, it is left out */
      put(call, "<li><a href=\"");
      render_escaped(call->out, space + 1);
      put(call, "\"><bdi>");
      render_escaped(call->out, text);
      put(call, "</bdi></a></li>\n");
    }
    free(text);
  }
}

/* The same page in each language, which links then keep. */
static void put_languages(const struct call *call, const char *path) {
  struct request other = *call->request; /* a view */
  other.has_language = true;
  put(call, "<nav class=\"languages\" aria-label=\"");
  links_put_message(call, MESSAGE_UI_LANGUAGE);
  put(call, "\">\n<ul>\n");
  for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
    const char *tag = messages_tag((messages_language)i);
    other.language = (messages_language)i;
    (void)fprintf(call->out, "<li><a lang=\"%s\" hreflang=\"%s\"", tag, tag);
    links_put_href(call, path, &other);
    put(call, other.language == call->request->language ? " aria-current=\"true\">" : ">");
    (void)fprintf(call->out, "%s</a></li>\n", messages_language_name(tag));
  }
  put(call, "</ul>\n</nav>\n");
}

void page_put_end(const struct call *call, const char *path, bool has_feed) {
  put(call, "<footer>\n<p id=\"keys\"><label><input type=\"checkbox\" id=\"use-keys\" checked> ");
  links_put_message(call, MESSAGE_USE_KEYS);
  put(call, "</label>: ");
  links_put_message(call, MESSAGE_KEYS);
  put(call, "</p>\n<ul>\n");
  if (has_feed) put_feeds(call);
  (void)fprintf(call->out, "<li><a href=\"%sapi\">API</a></li>\n", call->root);
  put_own_links(call);
  put(call, "</ul>\n");
  put_languages(call, path);
  put(call, "</footer>\n</body>\n</html>\n");
}

/* ---- The search --------------------------------------------------------------------------------- */

/* True where all is asked for that there is, as at first. */
static bool is_home(const struct call *call) {
  struct request plain = *call->request; /* a view */
  sse_buffer link = {0};
  plain.has_language = false;
  request_link(&plain, "/", &link);
  bool is_it = sse_str_is(sse_buffer_str(&link), "/");
  sse_buffer_reset(&link);
  return is_it;
}

/* What the archive says of itself, or how many there are; the caller's to free, NULL where memory is short.
 */
static char *describe_results(const struct call *call, const search_results *results) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  if (call->options->about && is_home(call)) (void)fprintf(out, "%s ", call->options->about);
  messages_put_count(out, call->request->language,
                     results->total_is_exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, results->total);
  (void)fprintf(out, ". %s.", messages_of(call->request->language, MESSAGE_SEARCH_LABEL));
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

/* Only the archive's own page is for crawlers: searches are without number. */
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

/* The page that a request asks for. Links count pages by REQUEST_LIMIT items, whatever they have. Past the
 * last one that can be reached nothing is listed. Returns which hit the page begins with, from 0. */
static size_t take_page(const struct request *asked, struct request *links, struct request *page) {
  *links = *page = *asked; /* views */
  if (asked->limit == 0) links->limit = REQUEST_LIMIT;
  links->has_limit = links->limit != REQUEST_LIMIT;
  const size_t first = asked->offset / REQUEST_LIMIT * links->limit;
  const bool is_past = first > REQUEST_OFFSET_MOST;
  page->limit = is_past ? 0 : links->limit;
  page->offset = is_past ? 0 : first;
  return first;
}

/* Searches for what may have been meant where there is nothing; `meant` is then of that, and `results` its.
 */
static sse_status search_meant(const struct call *call, const search_options *options, char **meant,
                               search_results *results, sse_error *err) {
  struct request other = *call->request; /* a view */
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

/* Writes the page of what was found. `call` is of what was asked, `links` of that with the page's own. */
static sse_status put_search(const struct call *call, const struct request *links, const char *meant,
                             size_t first, const search_results *results, sse_error *err) {
  struct request of_results = *links; /* a view */
  struct call list = *call;
  struct narrow narrow;
  const struct found found = {results, &narrow, meant ? request_text_of(links, REQUEST_Q) : NULL, first};
  list.request = &of_results;
  if (meant) of_results.texts[REQUEST_Q] = (char *)meant; /* only read */
  sse_status status = narrow_read(&list, results, &narrow, err);
  if (!status) {
    put_search_head(call, results);
    page_put_header(call, true, narrow_has_any(results, &narrow));
    put(call, "<main id=\"main\" tabindex=\"-1\">\n");
    if (is_home(call)) status = home_put(call, results, err);
    if (!status) status = results_put(&list, &found, err);
    narrow_put(&list, results, &narrow);
    put(call, "</main>\n");
    page_put_end(call, "", true);
  }
  narrow_reset(&narrow);
  return status;
}

sse_status page_search(const struct call *asked, sse_error *err) {
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
    status = search_meant(&call, &options, &meant, &results, err);
  }
  call.request = &links;
  if (!status) status = put_search(&call, &links, meant, first, &results, err);
  free(meant);
  search_results_reset(&results);
  return status;
}

/* ---- Errors ------------------------------------------------------------------------------------- */

/* What of the address; what few will ever see is said in English, to those who read that. */
static void put_fault(const struct call *call, const sse_error *err) {
  const query_notes *faults = &call->request->faults;
  if (faults->count == 0 && call->request->language != MESSAGES_EN) return;
  put(call, "<p>");
  if (faults->count > 0) {
    render_note(call->out, &faults->notes[0], call->request->language);
  } else {
    render_escaped(call->out, err->message);
  }
  put(call, "</p>\n");
}

void page_error(const struct call *call, unsigned status, const sse_error *err) {
  messages_id text = MESSAGE_TROUBLE;
  if (status == ANSWER_NOT_FOUND) text = MESSAGE_NOT_FOUND;
  if (status == ANSWER_BAD_REQUEST || status == ANSWER_TOO_LARGE || status == ANSWER_BAD_METHOD)
    text = MESSAGE_BAD_ADDRESS;
  if (err->status == SSE_TIMEOUT) text = MESSAGE_TOO_SLOW;
  head_put(call, &(const struct page_head){.title = messages_of(call->request->language, text)});
  page_put_header(call, true, false);
  put(call, "<main id=\"main\" tabindex=\"-1\">\n<div class=\"trouble\">\n<p>");
  links_put_message(call, text);
  put(call, "</p>\n");
  if (text == MESSAGE_BAD_ADDRESS) put_fault(call, err);
  put(call, "</div>\n</main>\n");
  page_put_end(call, "", false);
}
