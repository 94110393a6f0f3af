/* Results as a concordance: one line per match, with the words around it and the matches aligned (keyword in
 * context). The item's number, date and publisher come first. Widths are in terminal columns, so that scripts
 * with wide characters line up, too. */
#include "base/printable.h"
#include "render/facets.h"
#include "render/wrap.h"

#define MATCH  "\033[1;31m"
#define FAINT  "\033[2m"
#define NORMAL "\033[0m"

/* The columns of a line: number, date, publisher, text before a match, and the match with the text after
 * it. */
struct layout {
  FILE *out;
  bool color;
  int number;
  size_t date, source, left, right; /* 0 for date or source: not shown */
};

/* ---- Columns -------------------------------------------------------------------------------------- */

/* Any white space is shown as a space. */
static size_t columns_of(const char *text) {
  return sse_is_space(*text) ? 1 : wrap_columns(text);
}

static void put_code(FILE *out, const char *text) {
  if (sse_is_space(*text)) {
    (void)fputc(' ', out);
  } else {
    wrap_put_code(out, text);
  }
}

/* Writes text up to `end`, or NUL, as far as it fits into `width` columns; returns the columns used. */
static size_t put_fitting(FILE *out, const char *text, const char *end, size_t width) {
  size_t column = 0;
  for (; *text && text != end; text += sse_character_length(text)) {
    size_t wide = columns_of(text);
    if (column + wide > width) break;
    put_code(out, text);
    column += wide;
  }
  return column;
}

static size_t widest_source(const search_results *results, size_t most) {
  size_t widest = 0;
  for (size_t i = 0; i < results->hit_count; i++) {
    size_t wide = 0;
    for (const char *text = results->hits[i].source; text && *text && wide < most;
         text += sse_character_length(text))
      wide += columns_of(text);
    if (wide > widest) widest = wide;
  }
  return widest < most ? widest : most;
}

static struct layout lay_out(FILE *out, const search_results *results, const render_options *options) {
  enum {
    WIDTH = 80,
    DATE = 10,
    DATE_FROM = 50,
    SOURCE_FROM = 70 /* widths from which a line has room for these */
  };
  size_t width = options->width > 0 ? options->width : WIDTH;
  struct layout layout = {.out = out, .color = options->color};
  layout.number = snprintf(NULL, 0, "%zu", options->offset + results->hit_count);
  if (layout.number < 1) layout.number = 1; /* snprintf cannot fail here */
  for (size_t i = 0; i < results->hit_count && width >= DATE_FROM; i++)
    if (results->hits[i].date) layout.date = DATE;
  if (width >= SOURCE_FROM) layout.source = widest_source(results, width / 6);
  size_t front = (size_t)layout.number + 2 + (layout.date ? layout.date + 1 : 0) +
                 (layout.source ? layout.source + 1 : 0);
  size_t rest = width > front + 2 ? width - front : 2;
  layout.left = rest * 4 / 9; /* the words after a match say more than those before it */
  layout.right = rest - layout.left;
  return layout;
}

/* ---- Lines ---------------------------------------------------------------------------------------- */

static void put_padded(FILE *out, const char *text, size_t width) {
  if (width == 0) return;
  size_t column = text ? put_fitting(out, text, NULL, width) : 0;
  (void)fprintf(out, "%*s ", (int)(width - column), "");
}

static void put_front(const struct layout *layout, const search_hit *hit, size_t number) {
  FILE *out = layout->out;
  if (layout->color) (void)fputs(FAINT, out);
  (void)fprintf(out, "%*zu ", layout->number, number);
  put_padded(out, hit->date, layout->date);
  put_padded(out, hit->source, layout->source);
  (void)fputs(layout->color ? NORMAL " " : " ", out);
}

/* Writes the text before a match, as much as there is room for, up to the column of matches. It never begins
 * with a combining mark whose base character was cut off. */
static void put_left(const struct layout *layout, const char *text, const char *match) {
  const char *start = match;
  size_t column = 0;
  for (const char *at = match; at > text;) {
    for (at--; at > text && ((unsigned char)*at & 0xC0) == 0x80;)
      at--;
    size_t wide = columns_of(at);
    if (column + wide > layout->left) break;
    if (wide > 0) start = at;
    column += wide;
  }
  (void)fprintf(layout->out, "%*s", (int)(layout->left - column), "");
  (void)put_fitting(layout->out, start, match, layout->left);
}

static void put_match(const struct layout *layout, const char *text, const char *match, const char *end) {
  put_left(layout, text, match);
  if (layout->color) (void)fputs(MATCH, layout->out);
  size_t column = put_fitting(layout->out, match, end, layout->right);
  if (layout->color) (void)fputs(NORMAL, layout->out);
  (void)put_fitting(layout->out, end, NULL, layout->right - column);
  (void)fputc('\n', layout->out);
}

/* Writes a line for each match in a text. */
static void put_matches(const struct layout *layout, const search_hit *hit, size_t number,
                        const search_text *shown) {
  const char *at = shown->text;
  size_t position = 0;
  for (size_t i = 0; i < shown->range_count; i++) {
    const search_range *range = &shown->ranges[i];
    for (; *at && position < range->start; position++)
      at += sse_character_length(at);
    const char *end = at;
    for (size_t length = 0; *end && length < range->length; length++)
      end += sse_character_length(end);
    put_front(layout, hit, number);
    put_match(layout, shown->text, at, end);
  }
}

void render_kwic(FILE *out, const search_results *results, const render_options *options) {
  const struct layout layout = lay_out(out, results, options);
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    size_t number = options->offset + i + 1;
    put_matches(&layout, hit, number, &hit->title);
    put_matches(&layout, hit, number, &hit->snippet);
    if (hit->title.range_count + hit->snippet.range_count > 0) continue;
    put_front(&layout, hit, number); /* found by something other than words */
    (void)put_fitting(out, hit->title.text, NULL, layout.left + layout.right);
    (void)fputc('\n', out);
  }
  if (!results->has_facets) return;
  if (results->hit_count > 0) (void)fputc('\n', out);
  facets_put_text(out, &results->facets, options);
}
