/* Results as an Atom feed (RFC 4287), so that a feed reader or a mail gateway can subscribe to a query.
 * The feed is dated by its latest item: the same answer gives the same feed, byte for byte. An item without a
 * date is dated to the first day of 1970, since a feed needs a date. */
#include "base/url.h"
#include "render/facets.h"
#include "render/feed.h"

#include <stdlib.h>
#include <string.h>

/* The stream's error flag records failures. */
static void put_element(FILE *out, const char *name, const char *text) {
  (void)fprintf(out, "<%s>", name);
  render_escaped(out, text);
  (void)fprintf(out, "</%s>\n", name);
}

/* Writes a text construct of RFC 4287 in a language (NULL for none); it is plain text unless `type` is an
 * attribute that says otherwise. */
static void put_text(FILE *out, const char *name, const char *type, const char *lang, const char *text) {
  (void)fprintf(out, "<%s%s", name, type);
  if (lang) {
    (void)fputs(" xml:lang=\"", out);
    render_escaped(out, lang);
    (void)fputs("\"", out);
  }
  (void)fputs(">", out);
  render_escaped(out, text);
  (void)fprintf(out, "</%s>\n", name);
}

/* Writes an id of our own, with characters that a URN (RFC 8141) does not allow as %XX; false if memory is
 * short. */
static bool put_urn(FILE *out, const char *kind, const char *text) {
  sse_buffer encoded = {0};
  sse_buffer_append_text(&encoded, "");
  sse_url_append_encoded(&encoded, text, "");
  bool made = !encoded.failed;
  if (made) (void)fprintf(out, "<id>urn:ssesearch:%s:%s</id>\n", kind, encoded.data);
  sse_buffer_reset(&encoded);
  return made;
}

/* "" becomes the first day of 1970. */
static void put_updated(FILE *out, const char *time) {
  put_element(out, "updated", *time ? time : "1970-01-01T00:00:00Z");
}

/* When an entry was updated: on a server, when it last changed in the index; otherwise, the item's own
 * date. */
static void write_updated(const search_hit *hit, const render_options *options, char time[RENDER_TIME_SIZE]) {
  if (options->base) {
    render_feed_updated(hit, time);
  } else {
    render_feed_published(hit, time);
  }
}

static void put_person(FILE *out, const char *name) {
  (void)fputs("<author><name>", out);
  render_escaped(out, name);
  (void)fputs("</name></author>\n", out);
}

/* Writes the authors or, if there are none, the publisher, since an entry needs an author. If there are
 * authors, the publisher is named as the source feed of the entry. False if memory is short. */
static bool put_authors(FILE *out, const search_hit *hit) {
  sse_str author;
  bool made = true;
  for (size_t position = 0; sse_str_next(sse_str_of(hit->authors), '\n', &position, &author);) {
    char *name = sse_copy(author);
    made = made && name;
    if (name) put_person(out, name);
    free(name);
  }
  if (!hit->source) return made;
  if (!hit->authors) {
    put_person(out, hit->source);
  } else {
    (void)fputs("<source>", out);
    put_element(out, "title", hit->source);
    (void)fputs("</source>\n", out);
  }
  return made;
}

/* Writes and resets a buffer as an element, between the given parts of its markup; nothing if it is empty.
 * False if the buffer had failed. */
static bool put_made(FILE *out, const char *before, sse_buffer *made, const char *after) {
  bool failed = made->failed;
  if (made->length > 0 && !failed) {
    (void)fputs(before, out);
    render_escaped(out, made->data);
    (void)fputs(after, out);
  }
  sse_buffer_reset(made);
  return !failed;
}

static bool put_id(FILE *out, const search_hit *hit, const char *base) {
  sse_buffer tag = {0};
  if (!base) return put_urn(out, "item", hit->id);
  render_feed_item_tag(hit, base, &tag);
  return put_made(out, "<id>", &tag, "</id>\n");
}

/* Writes each tag of the item. */
static bool put_categories(FILE *out, const search_hit *hit) {
  bool made = true;
  sse_str tag;
  for (size_t position = 0; sse_str_next(sse_str_of(hit->tags), '\n', &position, &tag);) {
    sse_buffer copy = {0};
    sse_buffer_append_str(&copy, tag);
    made = put_made(out, "<category term=\"", &copy, "\"/>\n") && made;
  }
  return made;
}

/* Writes what only a server's feed has: the date of publication, tags, and the whole text. */
static bool put_whole(FILE *out, const search_hit *hit) {
  char published[RENDER_TIME_SIZE];
  sse_buffer html = {0};
  render_feed_published(hit, published);
  if (*published) put_element(out, "published", published);
  bool made = put_categories(out, hit);
  render_feed_html(hit->snippet.text, &html);
  if (html.length > 0) put_text(out, "content", " type=\"html\"", hit->lang, html.data);
  made = made && !html.failed;
  sse_buffer_reset(&html);
  return made;
}

static bool put_entry(FILE *out, const search_hit *hit, const render_options *options) {
  char updated[RENDER_TIME_SIZE];
  sse_buffer link = {0};
  (void)fputs("<entry>\n", out);
  bool made = put_id(out, hit, options->base);
  put_text(out, "title", "", hit->lang, hit->title.text);
  write_updated(hit, options, updated);
  put_updated(out, updated);
  made = put_authors(out, hit) && made;
  render_feed_link(hit, options->base, &link);
  made = put_made(out, "<link rel=\"alternate\" href=\"", &link, "\"/>\n") && made;
  if (hit->archive) {
    (void)fputs("<category scheme=\"urn:ssesearch:archive\" term=\"", out);
    render_escaped(out, hit->archive);
    (void)fputs("\"/>\n", out);
  }
  if (options->base) {
    made = put_whole(out, hit) && made;
  } else {
    put_text(out, "summary", "", hit->lang, hit->snippet.text);
  }
  (void)fputs("</entry>\n", out);
  return made;
}

/* Writes nothing if `address` is NULL. */
static void put_link(FILE *out, const char *rel, const char *type, const char *address) {
  if (!address) return;
  (void)fprintf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
  render_escaped(out, address);
  (void)fputs("\"/>\n", out);
}

/* Elements of our own (RFC 4287, 6.4), which feed readers ignore. */
static void put_facets(FILE *out, const search_facets *facets) {
  facets_one list[FACETS];
  facets_list(facets, list);
  (void)fputs("<facets xmlns=\"urn:ssesearch:facets\">\n", out);
  for (size_t i = 0; i < FACETS; i++) {
    for (size_t k = 0; k < list[i].counts->count; k++) {
      const search_count *count = &list[i].counts->counts[k];
      (void)fprintf(out, "<facet name=\"%s\" value=\"", list[i].name);
      render_escaped(out, count->name);
      (void)fprintf(out, "\" hits=\"%zu\" items=\"%zu\"/>\n", count->count, count->items);
    }
  }
  (void)fputs("</facets>\n", out);
}

/* When the latest entry was updated; if there are none, the time in the options. */
static void write_latest(const search_results *results, const render_options *options,
                         char latest[RENDER_TIME_SIZE]) {
  char time[RENDER_TIME_SIZE];
  *latest = '\0';
  if (results->hit_count == 0 && options->updated > 0) (void)render_time(options->updated, latest);
  for (size_t i = 0; i < results->hit_count; i++) {
    write_updated(&results->hits[i], options, time);
    if (strcmp(time, latest) > 0) memcpy(latest, time, sizeof time);
  }
}

static bool put_feed_id(FILE *out, const search_results *results, const render_options *options) {
  sse_buffer tag = {0};
  if (!options->base || !options->self) return put_urn(out, "query", results->query);
  render_feed_tag(options->self, &tag);
  return put_made(out, "<id>", &tag, "</id>\n");
}

sse_status render_atom(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err) {
  const char *publisher = options->publisher ? options->publisher : "ssesearch";
  const char *title = options->title ? options->title : results->query;
  char latest[RENDER_TIME_SIZE];
  write_latest(results, options, latest);
  (void)fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
              out);
  bool made = put_feed_id(out, results, options);
  put_element(out, "title", *title ? title : publisher);
  for (size_t i = 0; i < results->notes.count; i++) /* one element, since a feed has at most one subtitle */
    (void)fputs(i == 0 ? "<subtitle>" : " ", out), render_escaped(out, results->notes.notes[i].text);
  if (results->notes.count > 0) (void)fputs("</subtitle>\n", out);
  put_updated(out, latest);
  put_link(out, "self", "application/atom+xml", options->self);
  put_link(out, "alternate", "text/html", options->page);
  put_person(out, publisher);
  (void)fputs("<generator>ssesearch</generator>\n", out);
  if (results->has_facets) put_facets(out, &results->facets);
  for (size_t i = 0; i < results->hit_count; i++)
    made = put_entry(out, &results->hits[i], options) && made;
  (void)fputs("</feed>\n", out);
  return made ? SSE_OK : sse_fail_memory(err);
}
