/* Results as a JSON Feed (jsonfeed.org/version/1.1), for readers that would rather not parse XML.
 * It says what a server's Atom feed says.
 * An item has the same id in both. */
#include "render/feed.h"

static int set_text(json_t *object, const char *key, const char *text) {
  return text && *text ? json_object_set_new(object, key, render_text_value(sse_str_of(text))) : 0;
}

/* Sets a text from a buffer, and resets the buffer. */
static int set_made(json_t *object, const char *key, sse_buffer *made) {
  int failed = made->failed ? -1 : json_object_set_new(object, key, render_text_value(sse_buffer_str(made)));
  sse_buffer_reset(made);
  return failed;
}

static int add_person(json_t *all, sse_str name) {
  json_t *person = json_object();
  int failed = json_object_set_new(person, "name", render_text_value(name));
  return json_array_append_new(all, render_made(person, failed));
}

/* As in the Atom feed: the authors or, if there are none, the publisher. */
static json_t *authors_json(const search_hit *hit) {
  json_t *all = json_array();
  int failed = 0;
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_str_of(hit->authors), '\n', &position, &name);)
    failed |= add_person(all, name);
  if (!hit->authors) failed |= add_person(all, sse_str_of(hit->source));
  return render_made(all, failed);
}

static json_t *item_json(const search_hit *hit, const char *base) {
  json_t *object = json_object();
  sse_buffer id = {0}, link = {0}, html = {0};
  char published[RENDER_TIME_SIZE], updated[RENDER_TIME_SIZE];
  render_feed_item_tag(hit, base, &id);
  render_feed_link(hit, base, &link);
  sse_buffer_append_text(&html, "");
  render_feed_html(hit->snippet.text, &html);
  render_feed_published(hit, published);
  render_feed_updated(hit, updated);
  int failed = set_made(object, "id", &id);
  failed |= set_made(object, "url", &link);
  failed |= set_text(object, "title", hit->title.text);
  failed |= set_made(object, "content_html", &html);
  failed |= set_text(object, "date_published", published);
  failed |= set_text(object, "date_modified", updated);
  failed |= set_text(object, "language", hit->lang);
  if (hit->authors || hit->source) failed |= json_object_set_new(object, "authors", authors_json(hit));
  if (hit->tags) failed |= json_object_set_new(object, "tags", render_lines(sse_str_of(hit->tags)));
  return render_made(object, failed);
}

/* Describes which parts of the query were not taken as typed. */
static int set_notes(json_t *object, const query_notes *notes) {
  sse_buffer text = {0};
  for (size_t i = 0; i < notes->count; i++)
    sse_buffer_printf(&text, "%s%s", i > 0 ? " " : "", notes->notes[i].text);
  return notes->count > 0 ? set_made(object, "description", &text) : 0;
}

sse_status render_json_feed(FILE *out, const search_results *results, const render_options *options,
                            sse_error *err) {
  json_t *object = json_object(), *items = json_array(), *authors = json_array();
  int failed = set_text(object, "version", "https://jsonfeed.org/version/1.1");
  failed |= set_text(object, "title", options->title);
  failed |= set_text(object, "home_page_url", options->page);
  failed |= set_text(object, "feed_url", options->self);
  failed |= set_notes(object, &results->notes);
  failed |= add_person(authors, sse_str_of(options->publisher));
  failed |= json_object_set_new(object, "authors", authors);
  for (size_t i = 0; i < results->hit_count; i++)
    failed |= json_array_append_new(items, item_json(&results->hits[i], options->base));
  failed |= json_object_set_new(object, "items", items);
  return render_value(out, render_made(object, failed), JSON_INDENT(2), err);
}
