/* Results for a person at a terminal: headline, date, source, address and passage of each hit.
 * With colour, matches are bold and red and headlines bold; without, not a byte is added to the text.
 * Numbers run on over pages, so that the eleventh hit is 11 on page two. */
#include "render/render.h"

#include <utf8proc.h>

#define BOLD    "\033[1m"
#define MATCH   "\033[1;31m"
#define FAINT   "\033[2m"
#define NORMAL  "\033[0m"
#define INVALID "\xEF\xBF\xBD"

/* The stream's error flag keeps what went wrong; the program looks at it once, at the end. */
static void put(FILE *out, const char *text) {
  (void)fputs(text, out);
}

/* Length of the code point at `text`, which is valid UTF-8. */
static size_t code_length(const char *text) {
  size_t length = 1;
  while (((unsigned char)text[length] & 0xC0) == 0x80)
    length++;
  return length;
}

/* C0, DEL and C1: what a terminal could take for a command. */
static bool is_control(const char *text) {
  unsigned char first = (unsigned char)text[0];
  return first < 0x20 || first == 0x7F || (first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

static void put_code(FILE *out, const char *text, size_t length) {
  if (is_control(text)) {
    put(out, INVALID);
  } else {
    (void)fwrite(text, 1, length, out);
  }
}

void render_plain(FILE *out, const char *text) {
  for (size_t length; *text; text += length) {
    length = code_length(text);
    put_code(out, text, length);
  }
}

/* Text with its matches between `mark` and `base`, the look of what stands around them. */
static void put_marked(FILE *out, const search_text *shown, const char *base, const char *mark) {
  size_t position = 0, range = 0, end = SIZE_MAX;
  put(out, base);
  for (const char *text = shown->text; *text; position++) {
    size_t length = code_length(text);
    if (position == end) {
      put(out, NORMAL);
      put(out, base);
      end = SIZE_MAX;
    }
    if (range < shown->range_count && position == shown->ranges[range].start) {
      put(out, mark);
      end = position + shown->ranges[range++].length;
    }
    put_code(out, text, length);
    text += length;
  }
  if (*base || end != SIZE_MAX) put(out, NORMAL);
}

static void put_shown(FILE *out, const search_text *shown, bool color, const char *base) {
  if (color) {
    put_marked(out, shown, base, MATCH);
  } else {
    render_plain(out, shown->text);
  }
}

/* Date, source, tags and address, as far as there are any, on one line. */
static void put_origin(FILE *out, const search_hit *hit, bool color) {
  const char *const parts[] = {hit->date, hit->source, hit->tags, hit->url};
  bool begun = false;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i]) continue;
    put(out, begun ? " · " : color ? "    " FAINT : "    ");
    render_plain(out, parts[i]);
    begun = true;
  }
  if (begun) put(out, color ? NORMAL "\n" : "\n");
}

static void put_hit(FILE *out, const search_hit *hit, size_t number, bool color) {
  (void)fprintf(out, "%2zu. ", number);
  put_shown(out, &hit->title, color, BOLD);
  put(out, "\n");
  put_origin(out, hit, color);
  if (hit->snippet.text[0]) {
    put(out, "    ");
    put_shown(out, &hit->snippet, color, "");
    put(out, "\n");
  }
  put(out, "\n");
}

/* What the score is made of; the parts add up to it. */
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

/* The columns a terminal gives the code point at `text`: East Asian ones are two wide. */
static size_t columns_of(const char *text) {
  utf8proc_int32_t code;
  utf8proc_ssize_t length = (utf8proc_ssize_t)code_length(text);
  if (utf8proc_iterate((const utf8proc_uint8_t *)text, length, &code) < 1) return 1;
  return (size_t)utf8proc_charwidth(code);
}

/* A facet's counts with bars, the longest for the highest; `most` lines of it. */
static void put_facet(FILE *out, const char *name, const index_counts *counts, size_t most) {
  enum { BAR = 30, NAME = 30 };
  size_t highest = 1;
  if (counts->count == 0) return;
  (void)fprintf(out, "%s\n", name);
  for (size_t i = 0; i < counts->count; i++)
    if (counts->counts[i].count > highest) highest = counts->counts[i].count;
  for (size_t i = 0; i < counts->count && i < most; i++) {
    const index_count *one = &counts->counts[i];
    size_t width = 0;
    put(out, "  ");
    for (const char *code = one->name; *code; code += code_length(code)) {
      size_t wide = columns_of(code);
      if (width + wide > NAME) break;
      put_code(out, code, code_length(code));
      width += wide;
    }
    (void)fprintf(out, "%*s %8zu  ", (int)(NAME - width), "", one->count);
    for (size_t bar = (one->count * BAR + highest - 1) / highest; bar > 0; bar--)
      put(out, "█");
    put(out, "\n");
  }
  if (counts->count > most) (void)fprintf(out, "  and %zu more\n", counts->count - most);
}

static void put_facets(FILE *out, const search_facets *facets) {
  enum { MONTHS = 24, NAMES = 15 };
  put_facet(out, "By year", &facets->years, SIZE_MAX);
  put_facet(out, "By month", &facets->months, MONTHS);
  put_facet(out, "By source", &facets->sources, NAMES);
  put_facet(out, "By language", &facets->languages, NAMES);
  put(out, "\n");
}

static void put_summary(FILE *out, const search_results *results) {
  if (results->relaxed && results->total_every == 0) {
    put(out, "No item has all the words; ");
    (void)fprintf(out, "%s%zu %s some", results->total_is_exact ? "" : "more than ", results->total,
                  results->total == 1 ? "has" : "have");
  } else if (results->relaxed) {
    (void)fprintf(out, "%zu %s all the words, ", results->total_every,
                  results->total_every == 1 ? "item has" : "items have");
    size_t rest = results->total - results->total_every;
    (void)fprintf(out, "%s%zu more %s some", results->total_is_exact ? "" : "over ", rest,
                  rest == 1 ? "has" : "have");
  } else {
    (void)fprintf(out, "%s%zu %s", results->total_is_exact ? "" : "more than ", results->total,
                  results->total == 1 ? "item" : "items");
  }
  (void)fprintf(out, " (%.1f ms)\n", results->took_ms);
  if (results->words_cut)
    (void)fprintf(out, "The query is long: only its first %d different words were searched for.\n",
                  SEARCH_WORDS_MOST);
}

void render_text(FILE *out, const search_results *results, const render_options *options) {
  bool said = false;
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    if (results->relaxed && !hit->has_every && !said) {
      if (i > 0) put(out, "With some of the words:\n\n");
      said = true;
    }
    put_hit(out, hit, options->offset + i + 1, options->color);
    put_parts(out, hit);
  }
  if (results->has_facets) put_facets(out, &results->facets);
  put_summary(out, results);
  if (results->suggestion) {
    put(out, "Did you mean: ");
    render_plain(out, results->suggestion);
    put(out, "\n");
  }
}
