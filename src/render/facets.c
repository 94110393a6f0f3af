/* The facets in the order in which they are shown, and their plain text form for people.
 * Groups and archives come last, since few searches have them.
 * Other formats write facets in their own files. */
#include "render/facets.h"
#include "base/printable.h"
#include "render/wrap.h"

void facets_list(const search_facets *facets, facets_one list[FACETS]) {
  list[0] = (facets_one){"year", MESSAGE_YEAR, &facets->years};
  list[1] = (facets_one){"month", MESSAGE_MONTH, &facets->months};
  list[2] = (facets_one){"source", MESSAGE_SOURCE, &facets->sources};
  list[3] = (facets_one){"lang", MESSAGE_LANGUAGE, &facets->languages};
  list[4] = (facets_one){"tag", MESSAGE_TAGS, &facets->tags};
  list[5] = (facets_one){"group", MESSAGE_GROUP, &facets->groups};
  list[6] = (facets_one){"archive", MESSAGE_ARCHIVE, &facets->archives};
}

bool render_is_facet(sse_str name) {
  const search_facets none = {0};
  facets_one list[FACETS];
  facets_list(&none, list);
  for (size_t i = 0; i < FACETS; i++)
    if (sse_str_equal(name, sse_str_of(list[i].name))) return true;
  return false;
}

bool facets_is_wanted(const facets_one *facet, const render_options *options) {
  const char *names = options->facets;
  return !names || !*names || sse_str_has_line(sse_str_of(names), sse_str_of(facet->name));
}

const search_count *facets_next(const facets_one *facet, const render_options *options, size_t *position,
                                size_t *taken) {
  const search_counts *counts = facet->counts;
  if (!facets_is_wanted(facet, options) || (options->facet_limit > 0 && *taken == options->facet_limit))
    return NULL;
  while (*position < counts->count) {
    const search_count *count = &counts->counts[(*position)++];
    if (options->facet_query &&
        !search_value_begins(sse_str_of(count->name), sse_str_of(options->facet_query)))
      continue;
    (*taken)++;
    return count;
  }
  return NULL;
}

/* Writes the first `most` counts of a facet with bars, scaled to the highest. On a narrow terminal, names and
 * bars share the columns that the counts leave. */
static void put_facet(FILE *out, messages_id name, const search_counts *counts, size_t most,
                      const render_options *options) {
  enum { LONGEST = 30, COUNTS = 13 };
  size_t terminal = options->width, highest = 1, names = LONGEST, bars = LONGEST;
  if (terminal > 0 && terminal < 2 * LONGEST + COUNTS) {
    names = (terminal - COUNTS + 1) / 2; /* a terminal has at least 20 columns */
    bars = terminal - COUNTS - names;
  }
  if (counts->count == 0) return;
  messages_put(out, options->language, name);
  (void)fputs("\n", out);
  for (size_t i = 0; i < counts->count; i++)
    if (counts->counts[i].count > highest) highest = counts->counts[i].count;
  for (size_t i = 0; i < counts->count && i < most; i++) {
    const search_count *one = &counts->counts[i];
    size_t width = 0;
    (void)fputs("  ", out);
    for (const char *code = one->name; *code; code += sse_character_length(code)) {
      size_t wide = wrap_columns(code);
      if (width + wide > names) break;
      wrap_put_code(out, code);
      width += wide;
    }
    (void)fprintf(out, "%*s %8zu  ", (int)(names - width), "", one->count);
    for (size_t bar = (one->count * bars + highest - 1) / highest; bar > 0; bar--)
      (void)fputs("█", out);
    (void)fputs("\n", out);
  }
  if (counts->count <= most) return;
  (void)fputs("  ", out);
  messages_put_count(out, options->language, MESSAGE_OTHERS, counts->count - most);
  (void)fputs("\n", out);
}

void facets_put_text(FILE *out, const search_facets *facets, const render_options *options) {
  enum { MONTHS = 24, NAMES = 15 };
  facets_one list[FACETS];
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++) {
    size_t most = list[i].title == MESSAGE_YEAR ? SIZE_MAX : list[i].title == MESSAGE_MONTH ? MONTHS : NAMES;
    put_facet(out, list[i].title, list[i].counts, most, options);
  }
}
