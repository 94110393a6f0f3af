/* The page of an item: its text with the words of the search marked, its origin, links back to the search and
 * to the previous and next hit, citations, sharing, and similar items. The link to the page carries the
 * search; without a search there is only the item. */
#include "base/url.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

/* What the page shows; owned by the page. */
struct shown {
  const search_hit *item;    /* `first`, or the hit in `found` */
  search_hit first;          /* the item of the id and its archive */
  search_results found;      /* the item as a hit of the search, if it is one; then of the same archive */
  bool is_marked;            /* `item` has matches of the search's words */
  search_results neighbours; /* the hits around the item, if it is still near its place in the list */
  size_t at, place; /* of the item among these, and among all hits; the latter is the link's at first */
  search_results similar;
};

/* ---- Searches ------------------------------------------------------------------------------------ */

/* Finds the item. Several archives may have different items of the same id: it is the one of the hit at its
 * place, or of the requested archive, or else the one that the search finds. If the search finds it, its
 * matches are marked. */
static sse_status find_item(const struct call *call, struct shown *shown, sse_error *err) {
  struct request request = links_plain(call);
  struct call marking = *call;
  const search_results *found = &shown->found, *near = &shown->neighbours;
  request.texts[REQUEST_Q] = call->request->texts[REQUEST_Q];
  request.texts[REQUEST_ARCHIVE] =
      near->hit_count > 0 ? near->hits[shown->at].archive : call->request->texts[REQUEST_ARCHIVE];
  request.typing = call->request->typing;
  request.limit = 1;
  request.match = SEARCH_MATCH_ANY;
  marking.request = &request;
  shown->item = &shown->first;
  sse_status status =
      answer_item(&marking, request_text_of(call->request, REQUEST_ID), true, &shown->first, err);
  if (status || !*request_text_of(&request, REQUEST_Q)) return status;
  const search_options options = {.whole_texts = true, .id = shown->first.id};
  status = answer_search(&marking, &options, &shown->found, err);
  bool is_found = !status && found->hit_count == 1 && strcmp(found->hits[0].id, shown->first.id) == 0;
  if (is_found) shown->item = &found->hits[0];
  shown->is_marked = is_found && found->word_count > 0;
  return status;
}

/* Finds the previous and the next hit, if the item is still at its place or, since others came or went, near
 * it. */
static sse_status find_neighbours(const struct call *call, struct shown *shown, sse_error *err) {
  const search_options options = {.everything = true, .stories = call->request->stories};
  struct request request = *call->request; /* a shallow copy */
  struct call around = *call;
  enum { NEAR = 6 };
  size_t place = request.offset, at = 0;
  if (!(request.given & REQUEST_BIT(REQUEST_FIRST))) return SSE_OK;
  request.texts[REQUEST_ID] = NULL;
  request.offset = place > NEAR ? place - NEAR : 0;
  request.limit = 2 * NEAR + 1;
  around.request = &request;
  sse_status status = answer_search(&around, &options, &shown->neighbours, err);
  const search_results *found = &shown->neighbours;
  while (at < found->hit_count && strcmp(found->hits[at].id, request_text_of(call->request, REQUEST_ID)) != 0)
    at++;
  if (status || at == found->hit_count) {
    search_results_reset(&shown->neighbours);
    return status;
  }
  shown->at = at;
  shown->place = request.offset + at;
  return SSE_OK;
}

static sse_status find_similar(const struct call *call, struct shown *shown, sse_error *err) {
  enum { SIMILAR = 5 };
  const search_options options = {.similar = shown->item->id, .similar_archive = shown->item->archive};
  struct request request = links_plain(call);
  struct call similar = *call;
  request.limit = SIMILAR;
  similar.request = &request;
  sse_status status = answer_search(&similar, &options, &shown->similar, err);
  for (size_t i = 0; i < shown->similar.hit_count; i++) { /* no marks: nobody asked for these words */
    search_hit *hit = &shown->similar.hits[i];
    hit->title.range_count = hit->snippet.range_count = 0;
  }
  return status;
}

/* ---- Links back and on --------------------------------------------------------------------------- */

static void put_step(const struct call *call, const search_hit *hit, size_t place, const char *rel,
                     messages_id text) {
  (void)fprintf(call->out, "<li><a rel=\"%s\"", rel);
  links_put_item_href(call, hit, place);
  answer_put(call, " title=\"");
  render_escaped(call->out, hit->title.text);
  answer_put(call, "\">");
  links_put_message(call, text);
  answer_put(call, "</a></li>\n");
}

/* Writes the links to the page of results that has the item, and to its neighbours. */
static void put_steps(const struct call *call, const struct shown *shown) {
  const search_results *near = &shown->neighbours;
  struct request back = *call->request; /* a shallow copy */
  size_t place = near->hit_count > 0 ? shown->place : back.offset, at = shown->at;
  if (links_is_item_alone(call)) return;
  back.texts[REQUEST_ID] = NULL;
  back.offset = place / back.limit * REQUEST_LIMIT; /* the page size that links assume */
  answer_put(call, "<nav class=\"steps\" aria-label=\"");
  links_put_message(call, MESSAGE_RESULTS);
  answer_put(call, "\">\n<ul>\n<li class=\"back\"><a");
  links_put_place_href(call, &back, place);
  answer_put(call, ">");
  links_put_message(call, MESSAGE_BACK_TO_RESULTS);
  answer_put(call, "</a></li>\n");
  if (near->hit_count > 0 && at > 0)
    put_step(call, &near->hits[at - 1], place - 1, "prev", MESSAGE_PREVIOUS_ITEM);
  if (at + 1 < near->hit_count) put_step(call, &near->hits[at + 1], place + 1, "next", MESSAGE_NEXT_ITEM);
  answer_put(call, "</ul>\n</nav>\n");
}

/* ---- The item ------------------------------------------------------------------------------------ */

static void put_origin(const struct call *call, const search_hit *item) {
  bool begun = item->date != NULL;
  sse_str name;
  (void)fprintf(call->out, "<p class=\"origin\" lang=\"%s\">", messages_tag(call->request->language));
  if (item->date) links_put_date(call, item->date);
  if (item->source) {
    answer_put(call, begun ? " · " : "");
    links_put_value(call, REQUEST_SOURCE, sse_str_of(item->source));
    begun = true;
  }
  if (item->archive) {
    answer_put(call, begun ? " · " : "");
    links_put_value(call, REQUEST_ARCHIVE, sse_str_of(item->archive));
    begun = true;
  }
  for (size_t position = 0; sse_str_next(sse_str_of(item->authors), '\n', &position, &name); begun = true) {
    char *copy = sse_copy(name); /* left out if memory is short */
    answer_put(call, begun ? " · " : "");
    if (copy) render_name(call->out, copy);
    free(copy);
  }
  answer_put(call, "</p>\n");
}

/* Writes tags as links to searches; those after the first few are folded. */
static void put_tags(const struct call *call, const char *tags) {
  enum { FEW = 12 };
  size_t count = 0, at = 0;
  sse_str tag;
  for (size_t position = 0; sse_str_next(sse_str_of(tags), '\n', &position, &tag);)
    count++;
  if (count == 0) return;
  (void)fprintf(call->out, "<ul class=\"tags\" aria-label=\"");
  links_put_message(call, MESSAGE_TAGS);
  answer_put(call, "\">\n");
  for (size_t position = 0; sse_str_next(sse_str_of(tags), '\n', &position, &tag); at++) {
    if (at == FEW && count > FEW + 1) {
      answer_put(call, "</ul>\n<details class=\"tags\"><summary");
      languages_put_attributes(call->out, call->request->language);
      answer_put(call, ">");
      messages_put_count(call->out, call->request->language, MESSAGE_OTHERS, count - FEW);
      answer_put(call, "</summary>\n<ul class=\"tags\">\n");
    }
    answer_put(call, "<li>");
    links_put_value(call, REQUEST_TAG, tag);
    answer_put(call, "</li>\n");
  }
  answer_put(call, count > FEW + 1 ? "</ul>\n</details>\n" : "</ul>\n");
}

/* Writes each line that is not blank as a paragraph, with its matches marked. */
static void put_paragraphs(const struct call *call, const search_text *whole) {
  size_t code = 0, range = 0; /* code points before the line; the first match that may be in the line */
  for (const char *line = whole->text; *line;) {
    size_t length = strcspn(line, "\n"), codes = 0;
    for (size_t i = 0; i < length; i++)
      codes += ((unsigned char)line[i] & 0xC0) != 0x80;
    char *copy = strspn(line, " \t\r") >= length ? NULL : sse_copy((sse_str){line, length});
    size_t first = range;
    while (range < whole->range_count && whole->ranges[range].start < code + codes)
      range++;
    search_range *ranges = copy ? calloc(range - first + 1, sizeof *ranges) : NULL;
    for (size_t i = first; ranges && i < range; i++) {
      ranges[i - first] = whole->ranges[i];
      ranges[i - first].start -= code;
    }
    if (copy) {
      answer_put(call, "<p>");
      render_marked(call->out, &(const search_text){copy, ranges, ranges ? range - first : 0});
      answer_put(call, "</p>\n");
    }
    free(ranges);
    free(copy);
    code += codes + 1;
    line += length + (line[length] == '\n');
  }
}

/* Writes links to the original, with the name of its host, and to an archived copy. */
static void put_original(const struct call *call, const search_hit *item) {
  if (!sse_url_is_web(sse_str_of(item->url))) return;
  sse_buffer archived = {0};
  answer_put(call, "<p class=\"original\"><a class=\"button\" rel=\"external noreferrer\" href=\"");
  render_escaped(call->out, item->url);
  answer_put(call, "\">");
  links_put_message_with_host(call, MESSAGE_READ_AT, item->url);
  answer_put(call, "</a>");
  render_append_archived(call->options->archive_link, item, &archived);
  if (archived.data && !archived.failed) {
    answer_put(call, " <a rel=\"external noreferrer\" href=\"");
    render_escaped(call->out, archived.data);
    answer_put(call, "\">");
    links_put_message(call, MESSAGE_ARCHIVED);
    answer_put(call, "</a>");
  }
  answer_put(call, "</p>\n");
  sse_buffer_reset(&archived);
}

/* Writes the checkbox that shows or hides the marks. It needs no script, since the style sheet acts on what
 * follows it. */
static void put_choice(const struct call *call, const struct shown *shown) {
  if (!shown->is_marked) return;
  answer_put(call, "<input class=\"choice\" type=\"checkbox\" id=\"marks\" checked> <label class=\"choice\" "
                   "for=\"marks\">");
  links_put_message(call, MESSAGE_MARKS);
  answer_put(call, "</label>\n");
}

static void put_article(const struct call *call, const struct shown *shown) {
  enum { LONG = 200 /* bytes of a headline that is set like a paragraph */ };
  const search_hit *item = shown->item;
  answer_put(call, "<article dir=\"auto\"");
  if (item->lang) {
    answer_put(call, " lang=\"");
    render_escaped(call->out, item->lang);
    answer_put(call, "\"");
  }
  answer_put(call, strlen(item->title.text) > LONG ? ">\n<h1 class=\"long\">" : ">\n<h1>");
  render_marked(call->out, &item->title);
  answer_put(call, "</h1>\n");
  put_origin(call, item);
  put_paragraphs(call, &item->snippet);
  put_tags(call, item->tags);
  answer_put(call, "</article>\n");
}

/* ---- Citing and sharing -------------------------------------------------------------------------- */

static void put_citations(const struct call *call, const search_hit *item) {
  static const struct {
    const char *path, *name;
  } formats[] = {
      {"item.bib", "BibTeX"}, {"item.ris", "RIS"}, {"item.csl.json", "CSL-JSON"}, {"item.txt", NULL}};
  struct request request = links_item(call, item);
  answer_put(call, "<details class=\"cite\">\n<summary>");
  links_put_message(call, MESSAGE_CITE);
  answer_put(call, "</summary>\n<p class=\"citation\" dir=\"auto\">");
  render_citation(call->out, item, call->base, call->request->language, true);
  answer_put(call, "</p>\n<ul>\n");
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    answer_put(call, "<li><a download");
    links_put_href(call, formats[i].path, &request);
    answer_put(call, ">");
    if (formats[i].name) {
      answer_put(call, formats[i].name);
    } else {
      links_put_message(call, MESSAGE_PLAIN_TEXT);
    }
    answer_put(call, "</a></li>\n");
  }
  answer_put(call, "</ul>\n</details>\n");
}

/* Writes the link for a mail with the headline as subject and the address as text. */
static void put_mail_href(const struct call *call, const search_hit *item, const char *address) {
  sse_buffer link = {0};
  sse_buffer_append_text(&link, "mailto:?subject=");
  sse_url_append_encoded(&link, item->title.text, "");
  sse_buffer_append_text(&link, "&body=");
  sse_url_append_encoded(&link, address, "");
  answer_put(call, " href=\"");
  render_escaped(call->out, link.failed ? "" : link.data);
  answer_put(call, "\"");
  sse_buffer_reset(&link);
}

/* Writes the address, and a copy button, which a script makes visible. */
static void put_sharing(const struct call *call, const search_hit *item) {
  struct request request = links_item(call, item);
  request.has_language = false;
  char *address = links_address(call, "/item", &request); /* left out if memory is short */
  if (!address) return;
  answer_put(call, "<details class=\"share\">\n<summary>");
  links_put_message(call, MESSAGE_SHARE);
  answer_put(call, "</summary>\n<p class=\"address\">");
  render_name(call->out, address);
  answer_put(call, "</p>\n<p><button type=\"button\" id=\"copy\" hidden data-link=\"");
  render_escaped(call->out, address);
  answer_put(call, "\" data-done=\"");
  links_put_message(call, MESSAGE_COPIED);
  answer_put(call, "\">");
  links_put_message(call, MESSAGE_COPY_LINK);
  answer_put(call, "</button> <a");
  put_mail_href(call, item, address);
  answer_put(call, ">");
  links_put_message(call, MESSAGE_BY_MAIL);
  answer_put(call, "</a> <span id=\"copied\" role=\"status\"></span></p>\n</details>\n");
  free(address);
}

/* The position at which to cut a text that is too long: before its last word or, if that is far from the end,
 * as in text without spaces, before a character. */
static size_t cut_of(const char *text, size_t longest) {
  const size_t least = longest / 2;
  size_t cut = longest;
  while (cut > least && text[cut] != ' ')
    cut--;
  if (cut > least) return cut;
  for (cut = longest; cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80;)
    cut--;
  return cut;
}

/* Returns true if no space may follow a text: it ends with the full-width punctuation of Chinese or
 * Japanese. */
static bool has_wide_end(sse_str text) {
  static const char *const ends[] = {"。", "．", "！", "？", "」", "』", "、", "，", "：", "；", "）"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (sse_str_ends(text, ends[i])) return true;
  return false;
}

/* The beginning of an item's text, or its title if it has no text, as one line; the caller frees it, NULL if
 * memory is short. */
char *item_describe(const search_hit *item) {
  enum { LONGEST = 300 /* bytes: about as many as search engines show */ };
  static const char spaces[] = " \t\r\n";
  const char *at = item->snippet.text + strspn(item->snippet.text, spaces);
  sse_buffer line = {0};
  for (at = *at ? at : item->title.text; *at && line.length <= LONGEST; at += strspn(at, spaces)) {
    size_t word = strcspn(at, spaces);
    if (line.length > 0 && !has_wide_end(sse_buffer_str(&line))) sse_buffer_append_text(&line, " ");
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

/* ---- The whole page ------------------------------------------------------------------------------ */

static void put_similar(const struct call *call, const search_results *results) {
  if (results->hit_count == 0) return;
  answer_put(call, "<section class=\"similar\" aria-labelledby=\"similar\">\n<h2 id=\"similar\">");
  links_put_message(call, MESSAGE_SIMILAR);
  answer_put(call, "</h2>\n");
  results_put_hits(call, results, 0);
  answer_put(call, "</section>\n");
}

/* The canonical address of the page is the one without the search that led to it. */
static void put_head(const struct call *call, const search_hit *item) {
  struct request alone = links_item(call, item);
  char *description = item_describe(item);
  head_put(call, &(const struct page_head){.title = item->title.text,
                                           .description = description,
                                           .path = "/item",
                                           .request = &alone,
                                           .item = item,
                                           .is_indexed = true});
  free(description);
}

static void put_page(const struct call *call, const struct shown *shown) {
  put_head(call, shown->item);
  layout_put_header(call, false, false);
  answer_put(call, "<main id=\"main\" class=\"item\" tabindex=\"-1\">\n");
  put_steps(call, shown);
  answer_put(call, "<div class=\"read\">\n");
  put_choice(call, shown);
  put_article(call, shown);
  put_original(call, shown->item);
  render_coins(call->out, shown->item, call->base);
  answer_put(call, "</div>\n<div class=\"beside\">\n");
  put_citations(call, shown->item);
  put_sharing(call, shown->item);
  put_similar(call, &shown->similar);
  answer_put(call, "</div>\n</main>\n");
  layout_put_footer(call, "item", false);
}

sse_status item_page(const struct call *asked, sse_error *err) {
  struct request request = *asked->request; /* a shallow copy */
  struct call page = *asked;
  struct shown shown = {0};
  if (request.limit == 0) request.limit = REQUEST_LIMIT;
  request.has_limit = request.limit != REQUEST_LIMIT;
  page.request = &request;
  const struct call *call = &page;
  sse_status status = find_neighbours(call, &shown, err);
  if (!status) status = find_item(call, &shown, err);
  if (!status) status = find_similar(call, &shown, err);
  if (!status) put_page(call, &shown);
  search_results_reset(&shown.similar);
  search_results_reset(&shown.neighbours);
  search_results_reset(&shown.found);
  search_hit_reset(&shown.first);
  return status;
}
