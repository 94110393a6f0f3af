/* Results for a person at a terminal: headline, date, source, address and passage of each hit.
 * With colour, matches are bold red and headlines bold; without it, not a byte is added to the text.
 * Numbering continues across pages: the eleventh hit is 11 on page two. */
#include "base/printable.h"
#include "base/url.h"
#include "render/also.h"
#include "render/facets.h"
#include "render/wrap.h"

#include <stdlib.h>
#include <string.h>

#define BOLD   "\033[1m"
#define MATCH  "\033[1;31m"
#define FAINT  "\033[2m"
#define NORMAL "\033[0m"

enum { INDENT = 4 };

/* The stream's error flag records failures; the program checks it once, at the end. */
static void put(FILE *out, const char *text) {
  (void)fputs(text, out);
}

void render_plain(FILE *out, const char *text) {
  for (; *text; text += sse_character_length(text))
    wrap_put_code(out, text);
}

static void put_shown(struct line *line, const search_text *shown, bool color, const char *base) {
  wrap_text(line, shown, base, color ? MATCH : NULL);
}

/* Appends the address of the item or, if it has none, the file URI (RFC 8089) of the file it comes from;
 * nothing if there is neither. */
static void append_address(const search_hit *hit, sse_buffer *address) {
  if (hit->url) {
    sse_buffer_append_text(address, hit->url);
  } else if (hit->path) {
    sse_buffer_append_text(address, "file://");
    sse_url_append_encoded(address, hit->path, "/");
  }
}

static void append_lines(const char *lines, const char *separator, sse_buffer *out) {
  sse_str line;
  for (size_t position = 0; sse_str_next(sse_str_of(lines), '\n', &position, &line);) {
    if (out->length > 0) sse_buffer_append_text(out, separator);
    sse_buffer_append_str(out, line);
  }
}

void render_append_tags(const char *tags, sse_buffer *out) {
  append_lines(tags, ", ", out);
}

/* Writes date, source, tags, address and the address of an archived copy on one line, as far as there are
 * any. */
static void put_origin(FILE *out, const search_hit *hit, const char *address, const render_options *options) {
  sse_buffer tags = {0}, archived = {0}; /* left out if memory is short */
  render_append_tags(hit->tags, &tags);
  render_append_archived(options->archive_link, hit, &archived);
  const char *const parts[] = {hit->date, hit->source, hit->archive,
                               tags.data, address,     archived.failed ? NULL : archived.data};
  struct line line = {out, options->width, INDENT, INDENT};
  bool begun = false;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i]) continue;
    if (begun) {
      wrap_plain(&line, " · ");
    } else {
      put(out, options->color ? "    " FAINT : "    ");
    }
    wrap_plain(&line, parts[i]);
    begun = true;
  }
  if (begun) put(out, options->color ? NORMAL "\n" : "\n");
  sse_buffer_reset(&tags);
  sse_buffer_reset(&archived);
}

static void append_names(const also_group *group, sse_buffer *out) {
  sse_buffer_append_str(out, group->before);
  for (size_t i = 0; i < group->count; i++) {
    sse_buffer_append_text(out, i > 0 ? ", " : "");
    also_append_name(group, group->items[i], out);
  }
  sse_buffer_append_str(out, group->after);
}

/* Writes a line with the papers and languages that have the item too. */
static void put_also(FILE *out, const search_hit *hit, const render_options *options) {
  also_group groups[ALSO_GROUPS];
  sse_buffer text = {0}; /* left out if memory is short */
  size_t count = also_groups(hit, options->language, groups);
  struct line line = {out, options->width, INDENT, INDENT};
  for (size_t i = 0; i < count; i++) {
    sse_buffer_append_text(&text, i > 0 ? " · " : "");
    append_names(&groups[i], &text);
  }
  if (count > 0 && !text.failed) {
    put(out, options->color ? "    " FAINT : "    ");
    wrap_plain(&line, text.data);
    put(out, options->color ? NORMAL "\n" : "\n");
  }
  sse_buffer_reset(&text);
}

/* True if the address may be put into an escape sequence: none of its bytes would end the sequence. */
static bool is_linkable(const char *url) {
  if (!url || (!sse_url_is_web(sse_str_of(url)) && strncmp(url, "file:///", 8) != 0)) return false;
  for (; *url; url++)
    if (*url <= ' ' || *url > '~') return false;
  return true;
}

/* Writes the headline, as a link if the terminal has these (OSC 8). */
static void put_title(FILE *out, const search_hit *hit, const char *address, const render_options *options,
                      struct line *line) {
  bool is_link = options->links && is_linkable(address);
  if (is_link) (void)fprintf(out, "\033]8;;%s\033\\", address);
  put_shown(line, &hit->title, options->color, BOLD);
  if (is_link) put(out, "\033]8;;\033\\");
  wrap_end(line);
}

static void put_hit(FILE *out, const search_hit *hit, size_t number, const render_options *options) {
  int written = fprintf(out, "%2zu. ", number);
  struct line line = {out, options->width, INDENT, written > 0 ? (size_t)written : INDENT};
  sse_buffer address = {0}; /* if memory is short, the item is shown without it */
  append_address(hit, &address);
  put_title(out, hit, address.data, options, &line);
  put_origin(out, hit, address.data, options);
  sse_buffer_reset(&address);
  if (hit->snippet.text[0]) {
    put(out, "    ");
    line.column = INDENT;
    put_shown(&line, &hit->snippet, options->color, "");
    wrap_end(&line);
  }
  put_also(out, hit, options);
  put(out, "\n");
}

static void put_paragraph(FILE *out, const char *text, const render_options *options) {
  struct line line = {out, options->width, 0, 0};
  wrap_plain(&line, text);
  put(out, "\n");
}

/* Writes a line with a field and its name; nothing if `text` is NULL. */
static void put_field(FILE *out, messages_id name, const char *text, const render_options *options) {
  sse_str before, after;
  sse_buffer whole = {0}; /* if memory is short, the field is left out */
  if (!text) return;
  (void)messages_split(options->language, MESSAGE_FIELD, 0, &before, &after);
  sse_buffer_append_str(&whole, before);
  sse_buffer_append_text(&whole, messages_of(options->language, name));
  sse_buffer_append_str(&whole, after);
  sse_buffer_append_text(&whole, text);
  if (!whole.failed) put_paragraph(out, whole.data, options);
  sse_buffer_reset(&whole);
}

void render_item_text(FILE *out, const search_hit *item, const render_options *options) {
  sse_buffer address = {0}, archived = {0}, tags = {0}, authors = {0}; /* as above */
  struct line line = {out, options->width, 0, 0};
  char number[32];
  append_address(item, &address);
  put_title(out, item, address.data, options, &line);
  append_lines(item->authors, "; ", &authors); /* a single author may be "Smith, Ann" */
  put_field(out, MESSAGE_AUTHORS, authors.data, options);
  sse_buffer_reset(&authors);
  put_field(out, MESSAGE_DATE, item->date, options);
  put_field(out, MESSAGE_SOURCE, item->source, options);
  put_field(out, MESSAGE_ARCHIVE, item->archive, options);
  put_field(out, MESSAGE_LANGUAGE, item->lang, options);
  render_append_tags(item->tags, &tags);
  put_field(out, MESSAGE_TAGS, tags.data, options);
  sse_buffer_reset(&tags);
  put_field(out, MESSAGE_ADDRESS, address.data, options);
  render_append_archived(options->archive_link, item, &archived);
  put_field(out, MESSAGE_ARCHIVED, archived.failed ? NULL : archived.data, options);
  sse_buffer_reset(&archived);
  (void)snprintf(number, sizeof number, "%zu", item->line);
  put_field(out, MESSAGE_LINE, item->line > 0 && item->path && !item->url ? number : NULL, options);
  put_field(out, MESSAGE_ID, item->id, options);
  for (const char *text = item->snippet.text; *text;) {
    size_t length = strcspn(text, "\n");
    char *paragraph = sse_copy((sse_str){text, length});
    put(out, "\n");
    if (paragraph) put_paragraph(out, paragraph, options);
    free(paragraph);
    text += length + (text[length] == '\n');
  }
  sse_buffer_reset(&address);
}

/* Writes the parts that add up to the score. */
static void put_parts(FILE *out, const search_hit *hit) {
  if (hit->part_count == 0) return;
  (void)fprintf(out, "    %9.4f  score\n", hit->score);
  for (size_t i = 0; i < hit->part_count; i++) {
    const search_part *part = &hit->parts[i];
    if (part->depth == 0) {
      (void)fprintf(out, "    %9.4f    ", part->value);
    } else {
      (void)fprintf(out, "%19s", "");
    }
    render_plain(out, part->what);
    put(out, "\n");
  }
  put(out, "\n");
}

static void put_took(FILE *out, double milliseconds, messages_language language) {
  char number[64];
  (void)snprintf(number, sizeof number, "%.1f", milliseconds);
  size_t whole = strcspn(number, ".");
  (void)fprintf(out, " (%.*s%s%s ms)\n", (int)whole, number, messages_of(language, MESSAGE_DECIMAL_POINT),
                number + whole + 1);
}

void render_count(FILE *out, const search_results *results, messages_language language) {
  size_t every = results->total_every, rest = results->total - every;
  bool exact = results->total_is_exact;
  if (!results->relaxed) {
    messages_put_count(out, language, exact ? MESSAGE_ITEMS : MESSAGE_MORE_ITEMS, results->total);
  } else if (every == 0) {
    messages_put_count(out, language, exact ? MESSAGE_NONE_BUT_SOME : MESSAGE_NONE_BUT_MORE_SOME, rest);
  } else {
    messages_put_count(out, language, MESSAGE_EVERY_WORD, every);
    put(out, ", ");
    messages_put_count(out, language, exact ? MESSAGE_AND_SOME : MESSAGE_AND_MORE_SOME, rest);
  }
  if (results->stories > 0) messages_put_count(out, language, MESSAGE_STORIES, results->stories);
}

static void put_summary(FILE *out, const search_results *results, messages_language language) {
  render_count(out, results, language);
  put_took(out, results->took_ms, language);
  if (!results->words_cut) return;
  messages_put_count(out, language, MESSAGE_QUERY_CUT, QUERY_WORDS_MOST);
  put(out, "\n");
}

void render_text(FILE *out, const search_results *results, const render_options *options) {
  bool said = false;
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    if (results->relaxed && !hit->has_every && !said) {
      if (i > 0) {
        messages_put(out, options->language, MESSAGE_WITH_SOME);
        put(out, "\n\n");
      }
      said = true;
    }
    put_hit(out, hit, options->offset + i + 1, options);
    put_parts(out, hit);
  }
  if (results->has_facets) {
    facets_put_text(out, &results->facets, options);
    put(out, "\n");
  }
  put_summary(out, results, options->language);
  if (!results->suggestion) return;
  messages_put(out, options->language, MESSAGE_DID_YOU_MEAN);
  put(out, " ");
  render_plain(out, results->suggestion);
  put(out, "\n");
}
