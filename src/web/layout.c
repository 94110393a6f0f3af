/* What all pages have above and below <main>: the archive's name, the search box, feeds, languages and the
 * organisation's own links. Pages are complete without a script; a script replaces <main> by that of the page
 * for the search that is being typed. */
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

static void put_hidden(const struct call *call, const char *name, const char *value) {
  if (!*value) return;
  (void)fprintf(call->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
  render_escaped_value(call->out, value);
  answer_put(call, "\">\n");
}

/* Keeps a filter that the page has no controls for. */
static void put_hidden_filter(const struct call *call, request_text which) {
  sse_str value;
  for (size_t position = 0; request_next_value(call->request, which, &position, &value);) {
    char *copy = sse_copy(value); /* left out if memory is short */
    put_hidden(call, request_name_of(which), copy ? copy : "");
    free(copy);
  }
}

/* The list in which a script shows completions. */
static void put_completions(const struct call *call) {
  static const struct {
    const char *kind;
    messages_id name;
  } kinds[] = {{"source", MESSAGE_SOURCE}, {"headline", MESSAGE_HEADLINE}};
  answer_put(call, "<ul id=\"completions\" role=\"listbox\" hidden aria-label=\"");
  links_put_message(call, MESSAGE_COMPLETIONS);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    (void)fprintf(call->out, "\" data-%s=\"", kinds[i].kind);
    links_put_message(call, kinds[i].name);
  }
  answer_put(call, "\"></ul>\n");
}

/* The search form. It keeps what the current search asks for besides its words, unless the page has controls
 * for it. HTML counts the length of an input in UTF-16 units, of which a character has at most two; the
 * script counts characters. */
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
  answer_put(call, "\">\n");
  for (size_t i = 0; i < REQUEST_FILTERS && !has_controls && !links_is_item_alone(call); i++)
    put_hidden_filter(call, request_filter_texts[i]);
  if (request->has_sort) put_hidden(call, "sort", search_sort_names[request->sort]);
  if (!request->stories) put_hidden(call, "group", "0");
  if (request->typing) put_hidden(call, "typing", "1");
  if (request->has_language) put_hidden(call, "ui", messages_tag(request->language));
  if (request->has_limit)
    (void)fprintf(call->out, "<input type=\"hidden\" name=\"limit\" value=\"%zu\">\n", request->limit);
  answer_put(call, "<button>");
  links_put_message(call, MESSAGE_SEARCH);
  answer_put(call, "</button>\n");
  put_completions(call);
  answer_put(call, "</form>\n");
}

/* The places for messages of a script about a search: one for screen readers, and one for everybody if no
 * answer comes. */
static void put_told(const struct call *call) {
  answer_put(call,
             "<p id=\"told\" class=\"hidden\" role=\"status\"></p>\n<p id=\"trouble\" class=\"trouble\" "
             "role=\"alert\" data-failed=\"");
  links_put_message(call, MESSAGE_FAILED);
  answer_put(call, "\" data-offline=\"");
  links_put_message(call, MESSAGE_OFFLINE);
  answer_put(call, "\"></p>\n");
}

static void put_logo(const struct call *call) {
  if (!call->brand->logo_path) return;
  (void)fprintf(call->out, "<img class=\"logo\" src=\"%s%s\" alt=\"\" height=\"40\"> ", call->root,
                call->brand->logo_path);
}

/* The archive's name is the headline of a page that is not about one item. */
void layout_put_header(const struct call *call, bool is_headline, bool has_controls) {
  const struct request home = links_plain(call);
  answer_put(call, "<a class=\"skip\" href=\"#main\">");
  links_put_message(call, MESSAGE_SKIP);
  (void)fprintf(call->out, "</a>\n<header>\n<%s class=\"name\"><a", is_headline ? "h1" : "p");
  links_put_href(call, "", &home);
  answer_put(call, ">");
  put_logo(call);
  render_name(call->out, call->options->title);
  (void)fprintf(call->out, "</a></%s>\n", is_headline ? "h1" : "p");
  put_form(call, has_controls);
  guide_put(call);
  put_told(call);
  answer_put(call, "</header>\n");
}

/* Links to the current search for reference managers, from its first item on. */
static void put_references(const struct call *call) {
  static const struct {
    const char *path, *name;
  } formats[] = {{"search.ris", "RIS"}, {"search.bib", "BibTeX"}, {"search.csl.json", "CSL-JSON"}};
  struct request all = *call->request;
  all.offset = 0;
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    answer_put(call, "<li><a");
    links_put_href(call, formats[i].path, &all);
    (void)fprintf(call->out, ">%s</a></li>\n", formats[i].name);
  }
}

static void put_feeds(const struct call *call) {
  answer_put(call, "<li><a");
  links_put_href(call, "feed.atom", call->request);
  answer_put(call, ">");
  links_put_message(call, MESSAGE_FEED);
  answer_put(call, "</a></li>\n");
  put_references(call);
}

/* The links configured for the footer: each is a text, a space and an address. */
static void put_own_links(const struct call *call) {
  for (size_t i = 0; i < call->options->link_count; i++) {
    const char *link = call->options->links[i], *space = strrchr(link, ' ');
    char *text = sse_copy((sse_str){link, space ? (size_t)(space - link) : 0});
    if (space && text) { /* left out if memory is short */
      answer_put(call, "<li><a href=\"");
      render_escaped(call->out, space + 1);
      answer_put(call, "\">");
      render_name(call->out, text);
      answer_put(call, "</a></li>\n");
    }
    free(text);
  }
}

/* Links to the page in each language; further links keep the language. */
static void put_languages(const struct call *call, const char *path) {
  struct request other = *call->request; /* a shallow copy */
  other.has_language = true;
  answer_put(call, "<nav class=\"languages\" aria-label=\"");
  links_put_message(call, MESSAGE_UI_LANGUAGE);
  answer_put(call, "\">\n<ul>\n");
  for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
    char name[LANGUAGES_NAME_SIZE];
    const char *tag = messages_tag((messages_language)i);
    other.language = (messages_language)i;
    (void)fprintf(call->out, "<li><a lang=\"%s\" hreflang=\"%s\"", tag, tag);
    links_put_href(call, path, &other);
    answer_put(call, other.language == call->request->language ? " aria-current=\"true\">" : ">");
    (void)fprintf(call->out, "%s</a></li>\n", messages_language_name(tag, name));
  }
  answer_put(call, "</ul>\n</nav>\n");
}

void layout_put_footer(const struct call *call, const char *path, bool has_feed) {
  answer_put(call, "<footer>\n<p id=\"keys\"><label><input type=\"checkbox\" id=\"use-keys\" checked> ");
  links_put_message(call, MESSAGE_USE_KEYS);
  answer_put(call, "</label>: ");
  links_put_message(call, MESSAGE_KEYS);
  answer_put(call, "</p>\n<ul>\n");
  if (has_feed) put_feeds(call);
  (void)fprintf(call->out, "<li><a href=\"%sapi\">API</a></li>\n", call->root);
  put_own_links(call);
  answer_put(call, "</ul>\n");
  put_languages(call, path);
  answer_put(call, "</footer>\n</body>\n</html>\n");
}
