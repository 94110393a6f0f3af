/* The number of hits of each year, month, publisher, language and group. Hits are recorded during the
 * traversal and counted from the items' document values at the end, by two threads if there are many. Names
 * come from the table of labels. */
#include "search/facets.h"
#include "base/both.h"
#include "search/facet.h"
#include "search/tagged.h"

#include <stdlib.h>
#include <string.h>

enum {
  YEARS = 10000,
  MONTHS = 13,
  DAYS = 65536, /* counted by day: most items are on one of these */
  LABELS = 65536,
  KINDS = 4
}; /* month 0 is for unknown months */

/* An item with a common id that was counted. */
struct copy {
  uint32_t item;
  uint32_t before; /* the previous one with the id, from 1; 0 for none */
};

struct counting {
  struct ranking *ranking;
  item_set items; /* to be counted */
  size_t noted;
  const index_common *common;
  uint32_t except; /* a common id that is not counted; UINT32_MAX for none */
  struct copy *copies;
  size_t copy_count, copy_capacity;
  uint32_t *last; /* the last copy of each id, from 1; NULL before the first */
  uint32_t first_day;
  uint32_t oldest, newest;      /* days of the index, so that only those are examined */
  uint32_t days[2][DAYS];       /* from first_day on: dates of a year only, and dates with a month */
  size_t labels[KINDS][LABELS]; /* publishers, languages, groups, archives */
  size_t months[YEARS][MONTHS];
  size_t again[YEARS]; /* common ids that were counted in several months of a year */
};

static void count_day(struct counting *counting, uint32_t day, bool has_month, size_t count) {
  sse_date date = index_date_of(day);
  counting->months[date.year][has_month ? date.month : 0] += count;
}

static void count_values(struct counting *counting, const index_values *values) {
  bool has_month = (values->flags & INDEX_HAS_MONTH) != 0;
  uint32_t day = values->day - counting->first_day; /* day 0, no day at all, is far from the first one */
  if (day < DAYS) {
    counting->days[has_month][day]++;
  } else if (values->day > 0 && values->day <= INDEX_DAY_LAST) {
    count_day(counting, values->day, has_month, 1);
  }
  counting->labels[0][values->source]++;
  counting->labels[1][values->lang]++;
  counting->labels[2][values->group]++;
}

/* ---- Common ids ------------------------------------------------------------------------------------ */

/* The values of an item that are still to be counted. */
struct fresh {
  bool source, lang, group, month, year;
};

static uint32_t month_of(const index_values *values) {
  return (values->flags & INDEX_HAS_MONTH) ? (uint32_t)index_date_of(values->day).month : 0;
}

static bool has_year(const index_values *values) {
  return values->day > 0 && values->day <= INDEX_DAY_LAST;
}

/* A filter finds an item by any of its copies, so a later copy counts for the values that those before it do
 * not have. */
static void leave_out(struct fresh *fresh, const index_values *values, const index_values *before) {
  fresh->source = fresh->source && values->source != before->source;
  fresh->lang = fresh->lang && values->lang != before->lang;
  fresh->group = fresh->group && values->group != before->group;
  if (!fresh->month || !has_year(before) ||
      index_date_of(values->day).year != index_date_of(before->day).year)
    return;
  fresh->year = false;
  fresh->month = month_of(values) != month_of(before);
}

static sse_status note_copy(struct counting *counting, uint32_t item, uint32_t id, sse_error *err) {
  void *copies = counting->copies;
  if (!counting->last) counting->last = calloc(counting->common->ids, sizeof *counting->last);
  if (!counting->last || !sse_array_reserve(&copies, &counting->copy_capacity, counting->copy_count + 1,
                                            sizeof *counting->copies))
    return sse_fail_memory(err);
  counting->copies = copies;
  counting->copies[counting->copy_count++] = (struct copy){item, counting->last[id]};
  counting->last[id] = (uint32_t)counting->copy_count;
  return SSE_OK;
}

static sse_status count_copy(struct counting *counting, uint32_t item, uint32_t id,
                             const index_values *values, sse_error *err) {
  struct fresh fresh = {true, true, true, has_year(values), has_year(values)};
  sse_status status = note_copy(counting, item, id, err);
  if (status) return status;
  for (uint32_t at = counting->copies[counting->copy_count - 1].before; at > 0 && !status;
       at = counting->copies[at - 1].before) {
    const index_values *before;
    status = index_values_of(counting->ranking->index, counting->copies[at - 1].item, &before, err);
    if (!status) leave_out(&fresh, values, before);
  }
  counting->labels[0][values->source] += fresh.source;
  counting->labels[1][values->lang] += fresh.lang;
  counting->labels[2][values->group] += fresh.group;
  if (!fresh.month) return status;
  const int year = index_date_of(values->day).year;
  counting->months[year][month_of(values)]++;
  counting->again[year] += !fresh.year;
  return status;
}

/* An item counts for each archive that has it. */
static sse_status take_item(struct counting *counting, uint32_t item, const index_values *values,
                            sse_error *err) {
  sse_status status = SSE_OK;
  uint32_t id;
  if (!index_common_find(counting->common, item, &id)) {
    count_values(counting, values);
  } else if (id == counting->except) {
    item_set_take(&counting->items, item);
    return SSE_OK;
  } else {
    status = count_copy(counting, item, id, values, err);
  }
  counting->labels[3][index_archive_of(counting->ranking->db, item) + 1]++;
  return status;
}

/* ---- Counting ------------------------------------------------------------------------------------ */

void facets_take(struct counting *counting, uint32_t item) {
  item_set_put(&counting->items, item);
  counting->noted++;
}

void facets_take_stretch(struct counting *counting, uint32_t first, const uint64_t *bits) {
  for (size_t i = 0; i < FILTER_WORDS && first / 64 + i < counting->items.count; i++) {
    counting->items.words[first / 64 + i] |= bits[i];
    counting->noted += (size_t)__builtin_popcountll(bits[i]);
  }
}

/* The items that one thread counts. */
struct piece {
  struct counting *counting; /* of the thread */
  const item_set *items;
  index_ranking *index;
  uint32_t first, end;
  sse_status status;
  sse_error err;
};

static void count_piece(void *context) {
  struct piece *piece = context;
  const bool is_plain = index_archive_count(piece->counting->ranking->db) == 1;
  const index_values *values = NULL;
  uint32_t first = 0, until = 0; /* items whose values are next to each other */
  for (uint32_t item = piece->first; !piece->status; item++) {
    item = item_set_next(piece->items, item, piece->items->count);
    if (item >= piece->end) break;
    if (item >= until) {
      first = item;
      piece->status = index_values_from(piece->index, item, &values, &until, &piece->err);
    }
    if (piece->status || !(values[item - first].flags & INDEX_IS_ITEM)) continue;
    if (is_plain) {
      count_values(piece->counting, &values[item - first]);
      piece->counting->labels[3][1]++;
    } else {
      piece->status = take_item(piece->counting, item, &values[item - first], &piece->err);
    }
  }
}

static void add_counting(struct counting *counting, const struct counting *other) {
  for (size_t i = 0; i < DAYS; i++) {
    counting->days[0][i] += other->days[0][i];
    counting->days[1][i] += other->days[1][i];
  }
  for (size_t i = 0; i < LABELS; i++)
    for (size_t kind = 0; kind < KINDS; kind++)
      counting->labels[kind][i] += other->labels[kind][i];
  for (size_t year = 0; year < YEARS; year++)
    for (size_t month = 0; month < MONTHS; month++)
      counting->months[year][month] += other->months[year][month];
}

/* Counts the recorded items. Copies of items must be compared by a single thread. */
static sse_status count_items(struct counting *counting, sse_error *err) {
  const uint32_t numbers = (uint32_t)index_ranking_numbers(counting->ranking->index);
  struct piece lower = {counting, &counting->items, counting->ranking->index, 1, numbers, SSE_OK, {0}};
  struct piece upper = lower;
  bool is_alone = counting->noted <= INDEX_MANY || counting->common->count > 0;
  const index_db *second = is_alone ? NULL : index_second(counting->ranking->db);
  sse_error ignored;
  upper.counting = second ? calloc(1, sizeof *counting) : NULL;
  if (upper.counting && index_ranking_of(second, &upper.index, &ignored) == SSE_OK) {
    upper.counting->ranking = counting->ranking;
    upper.counting->common = counting->common;
    upper.counting->first_day = counting->first_day;
    lower.end = upper.first = numbers / 2;
    sse_both(count_piece, &lower, &upper);
    add_counting(counting, upper.counting);
  } else {
    count_piece(&lower);
  }
  free(upper.counting);
  const struct piece *failed = lower.status ? &lower : &upper;
  if (failed->status) *err = failed->err;
  return failed->status;
}

/* Adds up days to months, once all are counted. */
static void sum_months(struct counting *counting) {
  const uint32_t first = counting->first_day;
  const uint32_t start = counting->oldest > first ? counting->oldest - first : 0;
  for (uint32_t day = start; day < DAYS && first + day <= counting->newest; day++)
    for (int has_month = 0; has_month < 2; has_month++)
      if (counting->days[has_month][day] > 0)
        count_day(counting, counting->first_day + day, has_month, counting->days[has_month][day]);
}

static size_t items_of_year(const struct counting *counting, int year) {
  size_t items = 0;
  for (int month = 0; counting && month < MONTHS; month++)
    items += counting->months[year][month];
  return counting ? items - counting->again[year] : 0;
}

/* `all` has the counts of the whole index; NULL for none. */
static sse_status add_times(const struct counting *counting, const struct counting *all,
                            search_facets *facets, sse_error *err) {
  sse_status status = SSE_OK;
  char name[SSE_DATE_SIZE];
  const int oldest = index_date_of(counting->oldest).year;
  for (int year = index_date_of(counting->newest).year; year >= oldest && year > 0 && !status; year--) {
    size_t hits = items_of_year(counting, year);
    if (hits == 0) continue;
    sse_date_format((sse_date){.year = year}, name);
    status = facet_add(&facets->years, sse_str_of(name), hits, items_of_year(all, year), err);
    for (int month = MONTHS - 1; month > 0 && !status; month--) {
      if (counting->months[year][month] == 0) continue;
      sse_date_format((sse_date){.year = year, .month = month}, name);
      status = facet_add(&facets->months, sse_str_of(name), counting->months[year][month],
                         all ? all->months[year][month] : 0, err);
    }
  }
  return status;
}

/* The labels of a kind, and their counts. */
struct labelling {
  search_counts *counts;
  const size_t *hits, *items; /* by number; `items` is NULL if those are not counted */
};

static sse_status add_label(void *context, uint32_t number, sse_str name, sse_error *err) {
  const struct labelling *labelling = context;
  size_t hits = labelling->hits[number], items = labelling->items ? labelling->items[number] : 0;
  return hits > 0 ? facet_add(labelling->counts, name, hits, items, err) : SSE_OK;
}

static sse_status add_labels(const index_db *index, const struct counting *counting,
                             const struct counting *all, search_facets *facets, sse_error *err) {
  const struct {
    int label;
    search_counts *counts;
  } kinds[KINDS] = {{INDEX_LABEL_SOURCE, &facets->sources},
                    {INDEX_LABEL_LANG, &facets->languages},
                    {INDEX_LABEL_GROUP, &facets->groups},
                    {INDEX_LABEL_ARCHIVE, &facets->archives}};
  sse_status status = SSE_OK;
  size_t count = index_archive_count(index) > 1 ? KINDS : KINDS - 1;
  for (size_t i = 0; i < count && !status; i++) {
    search_counts *counts = kinds[i].counts;
    struct labelling labelling = {counts, counting->labels[i], all ? all->labels[i] : NULL};
    status = index_labels(index, kinds[i].label, &labelling, add_label, err);
    facet_sort(counts);
  }
  return status;
}

/* Finds the first and the last day of the index; both are 0 if no item has a date. */
static sse_status find_days(struct counting *counting, sse_error *err) {
  const index_span *spans;
  size_t count = 0;
  uint32_t oldest = INDEX_NO_DAY;
  sse_status status = index_spans(counting->ranking->index, &spans, &count, err);
  for (size_t i = 0; i < count && !status; i++) {
    if (spans[i].oldest < oldest) oldest = spans[i].oldest;
    if (spans[i].newest > counting->newest) counting->newest = spans[i].newest;
  }
  counting->oldest = counting->newest > 0 ? oldest : 0;
  return status;
}

static sse_status make(struct ranking *ranking, const index_common *common, struct counting **made,
                       sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (*made)->ranking = ranking;
  (*made)->common = common;
  (*made)->except = UINT32_MAX;
  (*made)->first_day = index_day_of((sse_date){1900, 1, 1});
  sse_status status = item_set_make(index_ranking_numbers(ranking->index) / 64 + 1, &(*made)->items, err);
  return status ? status : find_days(*made, err);
}

/* Counts the items of the index. */
static sse_status count_index(struct counting *counting, sse_error *err) {
  memset(counting->items.words, 0xff, counting->items.count * sizeof *counting->items.words);
  counting->noted = index_ranking_numbers(counting->ranking->index);
  return count_items(counting, err);
}

sse_status facets_new(struct ranking *ranking, const index_common *common, struct counting **counting,
                      sse_error *err) {
  sse_status status = make(ranking, common, counting, err);
  if (!status && ranking->except > 0)
    (void)index_common_find(common, ranking->except, &(*counting)->except); /* else it has no copies */
  return status;
}

void facets_free(struct counting *counting) {
  if (!counting) return;
  item_set_reset(&counting->items);
  free(counting->copies);
  free(counting->last);
  free(counting);
}

sse_status facets_give(struct counting *counting, bool all_items, search_facets *facets, sse_error *err) {
  struct counting *all = NULL;
  sse_status status = count_items(counting, err);
  sum_months(counting);
  if (!status && all_items) status = make(counting->ranking, counting->common, &all, err);
  if (!status && all) status = count_index(all, err);
  if (all) sum_months(all);
  if (!status) status = add_times(counting, all, facets, err);
  if (!status) status = add_labels(counting->ranking->db, counting, all, facets, err);
  if (!status)
    status = tagged_count(counting->ranking->db, counting->common, &counting->items, all ? &all->items : NULL,
                          &facets->tags, err);
  facets_free(all);
  return status;
}

void facets_reset(search_facets *facets) {
  enum { FACETS = 7 };
  search_counts *const all[FACETS] = {&facets->years, &facets->months, &facets->sources, &facets->languages,
                                      &facets->tags,  &facets->groups, &facets->archives};
  for (size_t i = 0; i < FACETS; i++)
    facet_reset(all[i]);
  *facets = (search_facets){0};
}
