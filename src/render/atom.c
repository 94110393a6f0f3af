/* Results as an Atom feed (RFC 4287), so that a feed reader or a mail gateway can take a query.
 * The feed is as old as its latest item: the same answer is the same feed, byte by byte. An item without a
 * date has the first day of 1970, since a feed needs one. */
#include "base/url.h"
#include "render/facets.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

/* The stream's error flag keeps what went wrong. */
static void put_element(FILE *out, const char *name, const char *text) {
  (void)fprintf(out, "<%s>", name);
  render_escaped(out, text);
  (void)fprintf(out, "</%s>\n", name);
}

/* An id of our own, with what has no place in a URN (RFC 8141) as %XX; false where memory is short. */
static bool put_urn(FILE *out, const char *kind, const char *text) {
  sse_buffer encoded = {0};
  sse_buffer_append_text(&encoded, "");
  sse_url_append_encoded(&encoded, text, "");
  bool made = !encoded.failed;
  if (made) (void)fprintf(out, "<id>urn:ssesearch:%s:%s</id>\n", kind, encoded.data);
  sse_buffer_reset(&encoded);
  return made;
}

/* A date, perhaps without day or month, as the beginning of that time. */
static void put_updated(FILE *out, const char *date) {
  static const char first[] = "1970-01-01";
  size_t length = date ? strlen(date) : 0;
  bool known = length == 4 || length == 7 || length == 10;
  (void)fprintf(out, "<updated>%s%sT00:00:00Z</updated>\n", known ? date : "", first + (known ? length : 0));
}

static void put_person(FILE *out, const char *name) {
  (void)fputs("<author><name>", out);
  render_escaped(out, name);
  (void)fputs("</name></author>\n", out);
}

/* The authors or, where they are not known, the publisher, since an entry needs one. Beside authors the
 * publisher is the feed that the entry is of. False where memory is short. */
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

static bool put_entry(FILE *out, const search_hit *hit) {
  (void)fputs("<entry", out);
  if (hit->lang) {
    (void)fputs(" xml:lang=\"", out);
    render_escaped(out, hit->lang);
    (void)fputs("\"", out);
  }
  (void)fputs(">\n", out);
  bool made = put_urn(out, "item", hit->id);
  put_element(out, "title", hit->title.text);
  put_updated(out, hit->date);
  made = put_authors(out, hit) && made;
  if (sse_url_is_web(sse_str_of(hit->url))) {
    (void)fputs("<link rel=\"alternate\" href=\"", out);
    render_escaped(out, hit->url);
    (void)fputs("\"/>\n", out);
  }
  if (hit->archive) {
    (void)fputs("<category scheme=\"urn:ssesearch:archive\" term=\"", out);
    render_escaped(out, hit->archive);
    (void)fputs("\"/>\n", out);
  }
  put_element(out, "summary", hit->snippet.text);
  (void)fputs("</entry>\n", out);
  return made;
}

/* NULL for none. */
static void put_link(FILE *out, const char *rel, const char *type, const char *address) {
  if (!address) return;
  (void)fprintf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
  render_escaped(out, address);
  (void)fputs("\"/>\n", out);
}

/* Elements of our own (RFC 4287, 6.4): readers of feeds pass over them. */
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

sse_status render_atom(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err) {
  const char *latest = NULL;
  for (size_t i = 0; i < results->hit_count; i++) {
    const char *date = results->hits[i].date;
    if (date && (!latest || strcmp(date, latest) > 0)) latest = date;
  }
  (void)fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
              out);
  bool made = put_urn(out, "query", results->query);
  put_element(out, "title", results->query);
  for (size_t i = 0; i < results->notes.count; i++) /* one element: a feed has one subtitle */
    (void)fputs(i == 0 ? "<subtitle>" : " ", out), render_escaped(out, results->notes.notes[i].text);
  if (results->notes.count > 0) (void)fputs("</subtitle>\n", out);
  put_updated(out, latest);
  put_link(out, "self", "application/atom+xml", options->self);
  put_link(out, "alternate", "text/html", options->page);
  (void)fputs("<author><name>ssesearch</name></author>\n<generator>ssesearch</generator>\n", out);
  if (results->has_facets) put_facets(out, &results->facets);
  for (size_t i = 0; i < results->hit_count; i++)
    made = put_entry(out, &results->hits[i]) && made;
  (void)fputs("</feed>\n", out);
  return made ? SSE_OK : sse_fail_memory(err);
}
