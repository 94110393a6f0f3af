/* Time of day and zone among the tokens of a date: 10:30:00.5, 10h30, 3 PM, 10.30 Uhr, 오전 10시 30분,
 * T100000; +0100, GMT-7, CEST, Europe/Paris. They are checked as strictly as the day, since what cannot be a
 * time may be a part of the date. Their values are not used: the day stays the one that the writer gave. */
#include "source/date/date.h"

/* The tokens, and which of them belong to a time or a zone. */
struct work {
  const date_token *list;
  size_t count;
  bool taken[DATE_TOKENS_MOST];
  bool is_field;
  bool is_bad; /* there is no such time */
  date_clock clock;
};

/* ---- Looking at tokens ------------------------------------------------------------------------- */

static bool is_number_at(const struct work *work, size_t at, int digits_most) {
  return at < work->count && work->list[at].is_number && work->list[at].digits <= digits_most;
}

/* True for a number with exactly the separator `gap` before it (0: none). */
static bool is_joined(const struct work *work, size_t at, unsigned gap, int digits_most) {
  return is_number_at(work, at, digits_most) && work->list[at].gap == gap;
}

/* Those of `kinds` that the word at `at` has, if at most a space is before it. */
static unsigned kinds_near(const struct work *work, size_t at, unsigned kinds) {
  if (at >= work->count || work->list[at].is_number || work->list[at].gap & ~(unsigned)DATE_SPACE) return 0;
  return work->list[at].word.kinds & kinds;
}

static unsigned kinds_before(const struct work *work, size_t at, unsigned kinds) {
  return at == 0 || work->list[at - 1].is_number ? 0 : work->list[at - 1].word.kinds & kinds;
}

/* ---- Times ------------------------------------------------------------------------------------- */

/* Records a time of day. 24:00 is the end of the day, 60 a leap second. */
static void note_time(struct work *work, int64_t hour, int64_t minute, int64_t second) {
  bool is_end = hour == 24 && minute == 0 && second == 0;
  if ((hour > 23 && !is_end) || minute > 59 || second > 60) work->is_bad = true;
  work->clock.is_known = true;
  work->clock.is_midnight = hour % 12 == 0 && minute == 0 && second == 0;
}

/* The number of tokens that hold the fraction of a second after a time. */
static size_t fraction_at(const struct work *work, size_t at) {
  return is_joined(work, at, DATE_DOT, DATE_DIGITS_MOST) || is_joined(work, at, DATE_COMMA, DATE_DIGITS_MOST);
}

/* 10:30, 10:30:00.5. Not in 2023:07:25, but in 25/Jul/2023:10:30:00. Like the functions below, it returns the
 * number of tokens it takes; 0 if there is no such time. */
static size_t colon_time(struct work *work, size_t at) {
  int64_t parts[3] = {work->list[at].value};
  size_t count = 1;
  if (!is_number_at(work, at, 2) || !is_joined(work, at + 1, DATE_COLON, 2)) return 0;
  if (at > 0 && work->list[at].gap == DATE_COLON && work->list[at - 1].is_number &&
      (work->list[at - 1].digits != 4 || at == 1))
    return 0;
  for (; is_joined(work, at + count, DATE_COLON, DATE_DIGITS_MOST); count++) {
    if (count == 3 || work->list[at + count].digits > 2) {
      work->is_bad = true;
      return count;
    }
    parts[count] = work->list[at + count].value;
  }
  note_time(work, parts[0], parts[1], parts[2]);
  return count == 3 ? count + fraction_at(work, at + count) : count;
}

/* 10h, 10 h 30, 10h30m20s, 10時30分. */
static size_t marked_time(struct work *work, size_t at) {
  int64_t parts[3] = {work->list[at].value};
  size_t end = at + 2;
  if (!is_number_at(work, at, 2) || !kinds_near(work, at + 1, DATE_HOUR)) return 0;
  for (int part = 1; part < 3; part++) {
    bool is_glued = is_joined(work, end, 0, 2);
    bool is_next = is_joined(work, end, DATE_SPACE, 2) &&
                   (kinds_near(work, end + 1, DATE_MINUTE) || (part == 1 && end + 1 == work->count));
    if (!is_glued && !is_next) break;
    parts[part] = work->list[end++].value;
    if (kinds_near(work, end, DATE_MINUTE)) end++;
  }
  note_time(work, parts[0], parts[1], parts[2]);
  return end - at;
}

/* 3 PM. */
static size_t half_time(struct work *work, size_t at) {
  if (!is_number_at(work, at, 2) || work->list[at].value > 12 || !kinds_near(work, at + 1, DATE_HALF))
    return 0;
  note_time(work, work->list[at].value, 0, 0);
  return 2;
}

/* The number of parts of a date before a token. */
static int parts_before(const struct work *work, size_t at) {
  int parts = 0;
  for (size_t i = 0; i < at; i++)
    if (!work->taken[i] && (work->list[i].is_number || work->list[i].word.month > 0)) parts++;
  return parts;
}

/* 10.30 or 10.30.00, if a word marks it as a time or the date is before it. */
static size_t dotted_time(struct work *work, size_t at) {
  size_t count = 1;
  if (!is_number_at(work, at, 2)) return 0;
  while (count < 3 && is_joined(work, at + count, DATE_DOT, 2) && work->list[at + count].digits == 2)
    count++;
  if (count == 1 || is_joined(work, at + count, DATE_DOT, DATE_DIGITS_MOST)) return 0;
  if (!kinds_near(work, at + count, DATE_HOUR | DATE_HALF) && parts_before(work, at) < 3 &&
      !(count == 2 && kinds_before(work, at, DATE_CLOCK)))
    return 0;
  note_time(work, work->list[at].value, work->list[at + 1].value, count == 3 ? work->list[at + 2].value : 0);
  return count;
}

/* 1030 or 103000 after a T, or in a field after 20230725. */
static size_t compact_time(struct work *work, size_t at) {
  const date_token *token = &work->list[at];
  bool is_behind_t = at > 1 && token->gap == 0 && kinds_before(work, at, DATE_T) &&
                     work->list[at - 1].gap == 0 && work->list[at - 2].is_number;
  bool is_behind_day = work->is_field && at == 1 && token->gap == DATE_SPACE && work->list[0].is_number &&
                       work->list[0].digits == 8;
  if (!token->is_number || token->digits > 6 || token->digits % 2 != 0) return 0;
  if (!is_behind_t && !(is_behind_day && token->digits > 2)) return 0;
  int64_t value = token->value;
  for (int digits = token->digits; digits < 6; digits++)
    value *= 10;
  note_time(work, value / 10000, value / 100 % 100, value % 100);
  return 1 + fraction_at(work, at + 1);
}

/* ---- Zones ------------------------------------------------------------------------------------- */

/* True for a number that may be a zone's offset. With a sign, it comes after a time, a zone's name, a stamp
 * or, as Git writes it, a time and a year; a plus is enough anywhere. Without one, as programs that lose the
 * sign write it: GMT0100. */
static bool may_be_zone(const struct work *work, size_t at) {
  const date_token *token = &work->list[at];
  bool is_named = kinds_before(work, at, DATE_ZONE | DATE_HALF | DATE_HOUR | DATE_CAPITALS);
  bool is_behind_stamp = at == 1 && work->list[0].is_number && work->list[0].digits >= 12;
  if (!token->is_number) return false;
  bool is_behind_year = at > 1 && work->taken[at - 2] && !work->taken[at - 1] && token->digits == 4 &&
                        work->list[at - 1].is_number && work->list[at - 1].digits == 4;
  if (token->is_signed)
    return token->gap & DATE_PLUS || is_named || is_behind_stamp || is_behind_year ||
           (at > 0 && work->taken[at - 1]);
  return is_named && work->clock.is_known && token->gap == 0 && token->digits == 4;
}

/* +0100, -05:00, +1, +02'00'. */
static size_t zone_at(struct work *work, size_t at) {
  const date_token *token = &work->list[at];
  size_t count = 1;
  if (!may_be_zone(work, at)) return 0;
  int64_t hour = token->value, minute = 0;
  if (token->digits == 4 || token->digits == 6) {
    int64_t divisor = token->digits == 4 ? 100 : 10000;
    minute = hour / (divisor / 100) % 100;
    hour /= divisor;
  } else if (token->digits > 2) {
    return 0;
  } else if (is_joined(work, at + 1, DATE_COLON, 2) || is_joined(work, at + 1, DATE_QUOTE, 2)) {
    minute = work->list[at + 1].value;
    count = 2;
  }
  if (hour > 24 || minute > 59) work->is_bad = true;
  return count;
}

/* ---- Words ------------------------------------------------------------------------------------- */

/* True for a word that belongs to the time and has no other meaning that would fit here. */
static bool is_of_clock(const struct work *work, size_t at) {
  const date_word *word = &work->list[at].word;
  const unsigned of_clock = DATE_CLOCK | DATE_HOUR | DATE_MINUTE | DATE_HALF | DATE_T | DATE_COMPOUND;
  bool is_behind = at > 0 && work->taken[at - 1];
  if (work->list[at].is_number) return false;
  if (word->kinds & (DATE_ZONE | DATE_CAPITALS) && is_behind) return true;
  if (word->month > 0 || word->weekdays > 0) return false;
  if (word->kinds & ~(of_clock | DATE_ZONE | DATE_QUARTER)) return false;
  if (word->kinds & DATE_T) {
    bool is_last = at + 1 == work->count; /* as in 2026-03-04T, whose time is missing */
    return is_last ? work->is_field && work->list[at].gap == 0 : work->clock.is_known && work->taken[at + 1];
  }
  return word->kinds & DATE_ZONE || (work->clock.is_known && !(word->kinds & DATE_QUARTER));
}

static void drop_taken(const struct work *work, date_tokens *tokens) {
  size_t kept = 0;
  for (size_t i = 0; i < work->count; i++)
    if (!work->taken[i]) tokens->list[kept++] = tokens->list[i];
  tokens->count = kept;
}

bool date_clock_take(date_tokens *tokens, bool is_field, date_clock *clock) {
  struct work work = {.list = tokens->list, .count = tokens->count, .is_field = is_field};
  static size_t (*const forms[])(struct work *, size_t) = {zone_at,     colon_time, marked_time,
                                                           dotted_time, half_time,  compact_time};
  for (size_t i = 0, count; i < work.count; i += count) {
    count = 0;
    for (size_t form = 0; form < sizeof forms / sizeof *forms && count == 0; form++)
      count = forms[form](&work, i);
    if (work.is_bad) return false;
    for (size_t k = 0; k < count; k++)
      work.taken[i + k] = true;
    if (count == 0) count = 1;
  }
  for (size_t i = 0; i < work.count; i++)
    work.taken[i] = work.taken[i] || is_of_clock(&work, i);
  drop_taken(&work, tokens);
  *clock = work.clock;
  return true;
}
