/* Items by day. They are counted and then placed (a counting sort), so they are ordered without comparisons
 * and without the extra memory of a sort. If little changed, the day stored with the norms is checked before
 * the values are read. */
#include "index/days.h"

#include <stdlib.h>

/* The day of an item that has a language; its values are then known. 0 for other items. `has_new` is by day;
 * NULL if any day may have new items. */
static sse_status day_of(const struct stories *stories, const bool *has_new, size_t item, uint32_t *day,
                         sse_error *err) {
  const index_values *values;
  uint32_t day_of_new = has_new ? store_day(stories->store, item) : 0;
  *day = 0;
  if (has_new && (day_of_new > INDEX_DAY_LAST || !has_new[day_of_new])) return SSE_OK;
  sse_status status = store_values(stories->store, item, &values, err);
  if (status || !(values->flags & INDEX_HAS_DAY) || values->lang == 0 || values->day > INDEX_DAY_LAST)
    return status;
  *day = values->day;
  return stories_know(stories, item, err);
}

/* Finds the days of new items; `*has` is set if there are any. */
static sse_status find_new(const struct stories *stories, bool *has_new, bool *has, sse_error *err) {
  sse_status status = SSE_OK;
  *has = false;
  for (size_t i = 1; i < stories->count && !status; i++) {
    uint32_t day = 0;
    if (stories_is_new(stories, i)) status = day_of(stories, NULL, i, &day, err);
    has_new[day] = day > 0;
    *has = *has || day > 0;
  }
  return status;
}

static sse_status count_items(const struct stories *stories, const bool *has_new, struct stories_days *days,
                              sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 1; i < stories->count && !status; i++) {
    uint32_t day;
    status = day_of(stories, has_new, i, &day, err);
    if (day == 0) continue;
    days->ends[day]++;
    if (day < days->oldest) days->oldest = day;
    if (day > days->newest) days->newest = day;
  }
  return status;
}

/* Puts all items in place; before that, the end of a day is where it begins. */
static sse_status place_items(const struct stories *stories, const bool *has_new, struct stories_days *days,
                              sse_error *err) {
  uint32_t total = 0;
  sse_status status = SSE_OK;
  for (uint32_t day = days->oldest; day <= days->newest; day++) {
    uint32_t of_day = days->ends[day];
    days->ends[day] = total;
    total += of_day;
  }
  days->items = calloc((size_t)total + 1, sizeof *days->items);
  if (!days->items) return sse_fail_memory(err);
  for (size_t i = 1; i < stories->count && !status; i++) {
    uint32_t day;
    status = day_of(stories, has_new, i, &day, err);
    if (day > 0) days->items[days->ends[day]++] = (uint32_t)i;
  }
  return status;
}

sse_status days_gather(const struct stories *stories, struct stories_days *days, sse_error *err) {
  bool has = true, *has_new = NULL;
  sse_status status = SSE_OK;
  *days = (struct stories_days){.oldest = INDEX_DAY_LAST};
  days->ends = calloc(INDEX_DAY_LAST + 1, sizeof *days->ends);
  if (stories->changes) has_new = calloc(INDEX_DAY_LAST + 1, sizeof *has_new);
  if (!days->ends || (stories->changes && !has_new)) status = sse_fail_memory(err);
  if (!status && stories->changes) status = find_new(stories, has_new, &has, err);
  if (!status && stories->changes && has) status = store_need_all_norms(stories->store, err);
  if (!status && has) status = count_items(stories, has_new, days, err);
  if (!status && has) status = place_items(stories, has_new, days, err);
  free(has_new);
  return status;
}

void days_reset(struct stories_days *days) {
  free(days->ends);
  free(days->items);
  *days = (struct stories_days){0};
}
