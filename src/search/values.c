/* The values that filters have in an index: publishers, languages, groups, archives, tags.
 * Their counts are those of the facets of all items, for which no item's text is read.
 * With a beginning, only values are listed in which a word begins with it. */
#include "query/syntax.h"
#include "search/search.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

struct listing {
  sse_str beginning; /* folded */
  index_counts *values;
};

/* True at the beginning of a word. */
static bool is_beginning(sse_str value, size_t at) {
  static const char apostrophe[] = "\u2019";
  size_t length = sizeof apostrophe - 1;
  return at == 0 || strchr(" \t-/'\"(", value.data[at - 1]) ||
         (at >= length && memcmp(value.data + at - length, apostrophe, length) == 0);
}

/* True if the text of `value` from the beginning of a word on begins with what was typed. Folding drops
 * spaces, so that several words may have been typed. */
static bool is_meant(const struct listing *listing, sse_str value) {
  char folded[TEXT_TERM_SIZE];
  for (size_t at = 0; at < value.length; at++) {
    if (!is_beginning(value, at)) continue;
    size_t length = text_fold(sse_str_part(value, at, value.length), folded);
    if (length >= listing->beginning.length &&
        memcmp(folded, listing->beginning.data, listing->beginning.length) == 0)
      return true;
  }
  return false;
}

bool search_value_begins(sse_str value, sse_str beginning) {
  char folded[TEXT_TERM_SIZE];
  sse_str typed = sse_str_trim(beginning);
  if (typed.length > 0 && text_fold(typed, folded) == 0) /* only symbols, which folding drops */
    return memmem(value.data, value.length, typed.data, typed.length) != NULL;
  const struct listing listing = {{folded, text_fold(beginning, folded)}, NULL};
  return is_meant(&listing, value);
}

/* Adds to the count of a value, which is new or was listed before. */
static sse_status add(struct listing *listing, sse_str value, size_t count, sse_error *err) {
  index_counts *values = listing->values;
  if (value.length == 0 || !is_meant(listing, value)) return SSE_OK;
  for (size_t i = 0; i < values->count; i++) {
    if (!sse_str_equal(sse_str_of(values->counts[i].name), value)) continue;
    values->counts[i].count += count;
    return SSE_OK;
  }
  index_count *grown = realloc(values->counts, (values->count + 1) * sizeof *grown);
  if (!grown) return sse_fail_memory(err);
  values->counts = grown;
  char *copy = sse_copy(value);
  if (!copy) return sse_fail_memory(err);
  values->counts[values->count++] = (index_count){copy, count};
  return SSE_OK;
}

static sse_status add_facet(struct listing *listing, const search_counts *facet, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < facet->count && !status; i++)
    status = add(listing, sse_str_of(facet->counts[i].name), facet->counts[i].count, err);
  return status;
}

static sse_status list_facet(index_db *index, struct listing *listing, syntax_field field, sse_error *err) {
  const search_options options = {.everything = true, .facets = true};
  search_results results = {0};
  sse_status status = search_run(index, "", &options, &results, err);
  const search_counts *facet = field == SYNTAX_SOURCE    ? &results.facets.sources
                               : field == SYNTAX_LANG    ? &results.facets.languages
                               : field == SYNTAX_ARCHIVE ? &results.facets.archives
                               : field == SYNTAX_TAG     ? &results.facets.tags
                                                         : &results.facets.groups;
  if (!status) status = add_facet(listing, facet, err);
  search_results_reset(&results);
  return status;
}

static int compare(const void *a, const void *b) {
  const index_count *left = a, *right = b;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(left->name, right->name);
}

sse_status search_values(index_db *index, sse_str filter, sse_str beginning, index_counts *values,
                         sse_error *err) {
  char folded[TEXT_TERM_SIZE];
  const syntax_field field = syntax_field_of(filter);
  sse_status status;
  *values = (index_counts){0};
  struct listing listing = {{folded, text_fold(beginning, folded)}, values};
  switch (field) {
  case SYNTAX_TAG:
  case SYNTAX_SOURCE:
  case SYNTAX_LANG:
  case SYNTAX_GROUP:
  case SYNTAX_ARCHIVE:
    status = list_facet(index, &listing, field, err);
    break;
  default:
    return sse_fail(err, SSE_NOT_FOUND, "no filter of that name has values to list");
  }
  if (values->count > 0) qsort(values->counts, values->count, sizeof *values->counts, compare);
  while (values->count > SEARCH_VALUES_MOST)
    free(values->counts[--values->count].name);
  return status;
}
