/* One item as a reference: as a line for a person, and invisibly in a page for programs that collect
 * references. Sources of the latter: OpenURL COinS (ocoins.info), with Dublin Core as
 * info:ofi/fmt:kev:mtx:dc; the type is one of Zotero's, which other readers accept too. */
#include "base/url.h"
#include "render/feed.h"

#include <stdlib.h>

/* ---- For a person -------------------------------------------------------------------------------- */

static void put_text(FILE *out, const char *text, bool is_html) {
  if (is_html) {
    render_escaped(out, text);
  } else {
    render_plain(out, text);
  }
}

/* Ends a sentence, unless its own punctuation does. */
static const char *end_of(const char *text) {
  static const char *const ends[] = {".", "!", "?", "。", "！", "？", "؟", "…"};
  sse_str whole = sse_str_trim(sse_str_of(text));
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (sse_str_ends(whole, ends[i])) return " ";
  return ". ";
}

/* The stream's error flag records failures. */
void render_citation(FILE *out, const search_hit *hit, const char *base, messages_language language,
                     bool is_html) {
  sse_date date = {0};
  sse_buffer authors = {0}, address = {0}; /* left out if memory is short */
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_str_of(hit->authors), '\n', &position, &name);) {
    if (authors.length > 0) sse_buffer_append_text(&authors, "; ");
    sse_buffer_append_str(&authors, name);
  }
  if (authors.data && !authors.failed) {
    put_text(out, authors.data, is_html);
    (void)fputs(end_of(authors.data), out);
  }
  put_text(out, hit->title.text, is_html);
  (void)fputs(end_of(hit->title.text), out);
  if (hit->source) put_text(out, hit->source, is_html);
  bool is_dated = sse_date_parse(sse_str_of(hit->date), &date);
  if (hit->source && is_dated) (void)fputs(", ", out);
  languages_put_date(out, language, date);
  if (hit->source || is_dated) (void)fputs(is_dated ? ". " : end_of(hit->source), out);
  render_feed_link(hit, base, &address);
  if (address.data && !address.failed) put_text(out, address.data, is_html);
  sse_buffer_reset(&authors);
  sse_buffer_reset(&address);
}

/* ---- For programs -------------------------------------------------------------------------------- */

static void append(sse_buffer *title, const char *key, sse_str value) {
  char *copy = value.length > 0 ? sse_copy(value) : NULL;
  if (value.length > 0 && !copy) title->failed = true;
  if (!copy) return;
  sse_buffer_printf(title, "&rft.%s=", key);
  sse_url_append_encoded(title, copy, "");
  free(copy);
}

static void append_lines(sse_buffer *title, const char *key, const char *lines) {
  sse_str line;
  for (size_t position = 0; sse_str_next(sse_str_of(lines), '\n', &position, &line);)
    append(title, key, line);
}

/* Writes nothing if memory is short. */
void render_coins(FILE *out, const search_hit *hit, const char *base) {
  sse_buffer title = {0}, address = {0};
  sse_buffer_append_text(&title, "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc");
  append(&title, "type", sse_str_of(hit->source ? "newspaperArticle" : "document"));
  append(&title, "title", sse_str_of(hit->title.text));
  append(&title, "source", sse_str_of(hit->source));
  append_lines(&title, "creator", hit->authors);
  append(&title, "date", sse_str_of(hit->date));
  render_feed_link(hit, base, &address);
  title.failed = title.failed || address.failed;
  append(&title, "identifier", sse_buffer_str(&address));
  append(&title, "language", sse_str_of(hit->lang));
  append_lines(&title, "subject", hit->tags);
  if (!title.failed) {
    (void)fputs("<span class=\"Z3988\" title=\"", out);
    render_escaped(out, title.data);
    (void)fputs("\"></span>\n", out);
  }
  sse_buffer_reset(&title);
  sse_buffer_reset(&address);
}
