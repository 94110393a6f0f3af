/* How many of all hits are of a year, a month, a publisher, a language, a group. Counted from the items'
 * facts while every hit is gone through; names come from the table of labels. */
#include "search/rank.h"

#include <stdlib.h>
#include <string.h>

enum {
  YEARS = 10000,
  MONTHS = 13,
  DAYS = 65536, /* counted by day: most items are of these */
  LABELS = 65536,
  KINDS = 3
}; /* month 0 is none */

struct counting {
  struct ranking *ranking;
  uint32_t first_day;
  uint32_t days[2][DAYS];       /* from that on: of a year only, and with the month */
  size_t labels[KINDS][LABELS]; /* publishers, languages, groups */
  size_t months[YEARS][MONTHS];
};

static void count_day(struct counting *counting, uint32_t day, bool has_month, size_t count) {
  sse_date date = index_date_of(day);
  counting->months[date.year][has_month ? date.month : 0] += count;
}

static sse_status count_item(void *context, uint32_t item, sse_error *err) {
  struct counting *counting = context;
  const index_facts *facts;
  sse_status status = index_facts_of(counting->ranking->index, item, &facts, err);
  if (status) return status;
  bool has_month = (facts->flags & INDEX_HAS_MONTH) != 0;
  uint32_t day = facts->day - counting->first_day; /* no day at all is far from the first one */
  if (day < DAYS) {
    counting->days[has_month][day]++;
  } else if (facts->day > 0 && facts->day <= INDEX_DAY_LAST) {
    count_day(counting, facts->day, has_month, 1);
  }
  counting->labels[0][facts->source]++;
  counting->labels[1][facts->lang]++;
  counting->labels[2][facts->group]++;
  return SSE_OK;
}

/* From days to months, once all are counted. */
static void sum_months(struct counting *counting) {
  for (uint32_t day = 0; day < DAYS; day++)
    for (int has_month = 0; has_month < 2; has_month++)
      if (counting->days[has_month][day] > 0)
        count_day(counting, counting->first_day + day, has_month, counting->days[has_month][day]);
}

/* Adds a count to a facet; none for 0. */
static sse_status add_count(index_counts *counts, const char *name, size_t count, sse_error *err) {
  if (count == 0) return SSE_OK;
  index_count *grown = realloc(counts->counts, (counts->count + 1) * sizeof *grown);
  if (!grown) return sse_fail_memory(err);
  counts->counts = grown;
  char *copy = sse_copy(sse_str_of(name));
  if (!copy) return sse_fail_memory(err);
  counts->counts[counts->count++] = (index_count){copy, count};
  return SSE_OK;
}

static sse_status add_times(const struct counting *counting, search_facets *facets, sse_error *err) {
  sse_status status = SSE_OK;
  char name[SSE_DATE_SIZE];
  for (int year = YEARS - 1; year > 0 && !status; year--) {
    size_t all = 0;
    for (int month = 0; month < MONTHS; month++)
      all += counting->months[year][month];
    if (all == 0) continue;
    sse_date_format((sse_date){.year = year}, name);
    status = add_count(&facets->years, name, all, err);
    for (int month = MONTHS - 1; month > 0 && !status; month--) {
      sse_date_format((sse_date){.year = year, .month = month}, name);
      status = add_count(&facets->months, name, counting->months[year][month], err);
    }
  }
  return status;
}

static int compare_counts(const void *a, const void *b) {
  const index_count *left = a, *right = b;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(left->name, right->name);
}

static sse_status add_labels(const index_db *index, const struct counting *counting, search_facets *facets,
                             sse_error *err) {
  index_counts *const all[KINDS] = {&facets->sources, &facets->languages, &facets->groups};
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, "SELECT kind, number, name FROM label", &statement, err);
  if (status) return status;
  int result = sqlite3_step(statement);
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(statement)) {
    int kind = sqlite3_column_int(statement, 0) - 1;
    sqlite3_int64 number = sqlite3_column_int64(statement, 1);
    const char *name = (const char *)sqlite3_column_text(statement, 2);
    if (name && number > 0 && number < LABELS && kind >= 0 && kind < KINDS)
      status = add_count(all[kind], name, counting->labels[kind][number], err);
  }
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  for (size_t i = 0; i < KINDS; i++)
    if (all[i]->count > 0) qsort(all[i]->counts, all[i]->count, sizeof *all[i]->counts, compare_counts);
  return status;
}

sse_status facets_count(struct ranking *ranking, const index_db *index, enum rank_class class,
                        search_facets *facets, sse_error *err) {
  struct counting *counting = calloc(1, sizeof *counting);
  size_t total;
  if (!counting) return sse_fail_memory(err);
  counting->ranking = ranking;
  counting->first_day = index_day_of((sse_date){1900, 1, 1});
  sse_status status = rank_each(ranking, class, SIZE_MAX, count_item, counting, &total);
  sum_months(counting);
  if (!status) status = add_times(counting, facets, err);
  if (!status) status = add_labels(index, counting, facets, err);
  free(counting);
  return status;
}

void facets_reset(search_facets *facets) {
  enum { FACETS = 5 };
  index_counts *const all[FACETS] = {&facets->years, &facets->months, &facets->sources, &facets->languages,
                                     &facets->groups};
  for (size_t i = 0; i < FACETS; i++)
    index_counts_reset(all[i]);
  *facets = (search_facets){0};
}
