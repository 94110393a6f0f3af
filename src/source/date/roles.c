/* The roles of a date's tokens: which number is the year, the month, the day. A mark (25일, 25th) or four
 * digits give a number its role; the others get theirs from their order. If two readings remain and no
 * weekday decides, there is no date rather than a wrong one. Two digits are a year only in a field, and only
 * if the form says so. */
#include "source/date/date.h"

/* A number whose role depends on its place. */
struct number {
  const date_token *token;
  bool is_day; /* an ordinal */
};

/* What the tokens of one date have told so far. */
struct gathered {
  const date_token *end;
  date_read_options options;
  sse_date date;
  struct number numbers[3];
  int count;
  int month_place;      /* the count of numbers before the month's name */
  const date_word *era; /* still waiting for its number */
  int unsure_month;     /* from a word that is a weekday too */
  int unsure_place;     /* as month_place */
  unsigned weekdays;    /* that are named */
  int quarter;
  bool is_year_marked;
  bool is_year_first; /* marked, and before everything else */
  bool is_truncated;  /* a hyphen comes before it */
  bool is_unsure;     /* the parts may be in another order */
};

/* ---- Roles from words ------------------------------------------------------------------------ */

static bool take_once(int *slot, int64_t value) {
  if (value < 1 || value > 9999 || (*slot != 0 && *slot != value)) return false;
  *slot = (int)value;
  return true;
}

/* RFC 2822, 4.3: below 50 the year is of this century. */
static int64_t full_year(int64_t value) {
  return value < 50 ? 2000 + value : 1900 + value;
}

/* Takes the year that a mark or an era designates. */
static bool take_year(struct gathered *gathered, const date_token *number, unsigned mark) {
  const date_word *era = gathered->era;
  gathered->era = NULL;
  gathered->is_year_marked = true;
  gathered->is_year_first = gathered->count == 0 && gathered->date.month == 0 && gathered->date.day == 0;
  if (era && era->value > 0)
    return number->digits <= 3 && number->value > 0 &&
           take_once(&gathered->date.year, number->value + era->value);
  if (number->digits == 4) return take_once(&gathered->date.year, number->value);
  bool is_short = number->digits == 2 && mark & DATE_SHORT && gathered->options.is_field;
  return is_short && take_once(&gathered->date.year, full_year(number->value));
}

static bool take_quarter(struct gathered *gathered, const date_token *number) {
  if (number->value < 1 || number->value > 4) return false;
  return take_once(&gathered->quarter, number->value);
}

/* The word after a token, if at most a space and a dot are between them. */
static const date_word *word_behind(const struct gathered *gathered, const date_token *token) {
  const date_token *next = token + 1;
  bool is_near =
      next < gathered->end && !next->is_number && !(next->gap & ~(unsigned)(DATE_SPACE | DATE_DOT));
  return is_near ? &next->word : NULL;
}

static bool take_plain(struct gathered *gathered, const date_token *token, bool is_day) {
  if (gathered->count == 3) return false;
  gathered->numbers[gathered->count++] = (struct number){token, is_day};
  return true;
}

/* Takes a number and the words after it that belong to it; `*used` is their number of tokens. */
static bool take_number(struct gathered *gathered, const date_token *token, size_t *used) {
  const date_word *word = word_behind(gathered, token);
  bool is_glued = word && token[1].gap == 0;
  unsigned kinds = word ? word->kinds : 0;
  *used = 2;
  if (gathered->era || kinds & DATE_YEAR) {
    *used = kinds & DATE_YEAR ? 2 : 1;
    return take_year(gathered, token, kinds);
  }
  if (kinds & DATE_MONTH) return token->digits <= 2 && take_once(&gathered->date.month, token->value);
  if (kinds & DATE_DAY) return token->digits <= 2 && take_once(&gathered->date.day, token->value);
  if (kinds & DATE_QUARTER && token->digits == 1) return take_quarter(gathered, token);
  bool is_ordinal = is_glued && kinds & DATE_ORDINAL && token->digits <= 2;
  const date_word *next = is_ordinal ? word_behind(gathered, token + 1) : NULL;
  if (next && next->kinds & DATE_QUARTER) {
    *used = 3;
    return take_quarter(gathered, token);
  }
  *used = is_ordinal ? 2 : 1;
  return take_plain(gathered, token, is_ordinal);
}

/* Of the words that may also be a weekday, the last is the month, unless day and year come before it; if
 * another month is named, none of them is. */
static bool take_month(struct gathered *gathered, const date_word *word) {
  if (word->weekdays == 0) {
    gathered->month_place = gathered->count;
    return take_once(&gathered->date.month, word->month);
  }
  if (gathered->unsure_month > 0 && gathered->count > 1) return true;
  gathered->unsure_month = word->month;
  gathered->unsure_place = gathered->count;
  return true;
}

static bool take_word(struct gathered *gathered, const date_token *token, size_t *used) {
  const date_word *word = &token->word;
  const date_token *next = token + 1;
  *used = 1;
  gathered->weekdays |= word->weekdays;
  if (word->month > 0) return take_month(gathered, word);
  if (word->weekdays > 0) return true;
  if (word->kinds & DATE_ERA) {
    gathered->era = word;
    return true;
  }
  if (word->kinds & DATE_QUARTER && next < gathered->end && next->is_number && next->gap == 0 &&
      next->digits == 1) {
    *used = 2;
    return take_quarter(gathered, next);
  }
  if (word->kinds & DATE_LABEL) return gathered->options.is_field && gathered->count == 0;
  return (word->kinds & (DATE_FILLER | DATE_ORDINAL)) != 0;
}

/* False for the separators of two dates: they do not occur within one. */
static bool may_stand_between(unsigned gap) {
  const unsigned dividing = DATE_LINE | DATE_PLUS | DATE_MARK;
  return !(gap & dividing) && gap != (DATE_DASH | DATE_SPACE);
}

static bool is_part(const date_token *token) {
  return token->is_number || token->word.month > 0 || token->word.kinds & DATE_ERA;
}

static bool gather(const date_token *start, struct gathered *gathered) {
  bool has_part = false;
  size_t used;
  for (const date_token *token = start; token < gathered->end; token += used) {
    if (has_part && is_part(token) && !may_stand_between(token->gap)) return false;
    has_part = has_part || is_part(token);
    bool is_taken =
        token->is_number ? take_number(gathered, token, &used) : take_word(gathered, token, &used);
    if (!is_taken) return false;
  }
  return !gathered->era;
}

/* ---- Roles from order ------------------------------------------------------------------------ */

/* The day of the week, Monday is 0, of a valid date (Sakamoto's method). */
static int weekday_of(sse_date date) {
  static const int offsets[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  int year = date.month < 3 ? date.year - 1 : date.year;
  return (year + year / 4 - year / 100 + year / 400 + offsets[date.month - 1] + date.day + 6) % 7;
}

/* True if this day of the week is named, and no other. */
static bool is_confirmed(const struct gathered *gathered, sse_date date) {
  return sse_date_is_valid(date) && gathered->weekdays == 1u << weekday_of(date);
}

/* Chooses between the two orders of `a` and `b`: the only one that is a date, else the one whose weekday is
 * named, else the usual one; with dots, the day first. */
static bool choose(struct gathered *gathered, unsigned gap, int year, int a, int b) {
  const sse_date day_first = {year, b, a}, month_first = {year, a, b};
  bool swaps = gathered->options.first == SOURCE_MONTH_FIRST && gap != DATE_DOT;
  sse_date usual = swaps ? month_first : day_first, other = swaps ? day_first : month_first;
  bool is_decided = is_confirmed(gathered, usual) != is_confirmed(gathered, other);
  bool takes_other = !sse_date_is_valid(usual) || (is_decided && is_confirmed(gathered, other));
  gathered->is_unsure =
      !is_decided && gap != DATE_DOT && a != b && sse_date_is_valid(usual) && sse_date_is_valid(other);
  gathered->date = takes_other ? other : usual;
  return sse_date_is_valid(gathered->date);
}

static bool is_year(const struct number *number) {
  return number->token->digits == 4 && !number->is_day;
}

/* '23, as in July '23: the apostrophe says that it is a year. */
static bool is_short_year(const struct number *number) {
  return number->token->digits == 2 && number->token->gap == (DATE_QUOTE | DATE_SPACE) && !number->is_day;
}

/* Of two short numbers next to a month's name, the last is the year if the order is day, month, year or
 * month, day, comma, year. */
static bool ends_in_year(const struct gathered *gathered) {
  const struct number *numbers = gathered->numbers;
  if (gathered->count != 2 || gathered->date.year != 0 || is_year(&numbers[0])) return false;
  if (numbers[1].token->digits != 2 || numbers[1].is_day) return false;
  return gathered->month_place == 1 || (gathered->month_place == 0 && numbers[1].token->gap & DATE_COMMA);
}

/* Finds day and year next to a month's name. */
static bool place_next_to_month(struct gathered *gathered) {
  sse_date *date = &gathered->date;
  const struct number *numbers = gathered->numbers;
  bool is_short_last = ends_in_year(gathered);
  for (int i = 0; i < gathered->count; i++) {
    int64_t value = numbers[i].token->value;
    bool is_short = is_short_year(&numbers[i]) || (i == 1 && is_short_last);
    if (is_year(&numbers[i])) {
      if (!take_once(&date->year, value)) return false;
    } else if (is_short) {
      if (!gathered->options.is_field || !take_once(&date->year, full_year(value))) return false;
    } else if (date->day != 0 || numbers[i].token->digits > 2 || !take_once(&date->day, value)) {
      return false;
    }
  }
  return true;
}

/* The separator of the numbers; DATE_MARK if they differ, or if there is a word between. */
static unsigned common_gap(const struct gathered *gathered) {
  unsigned gap = 0;
  for (int i = 1; i < gathered->count; i++) {
    const date_token *token = gathered->numbers[i].token;
    unsigned here = token->gap;
    if (token != gathered->numbers[i - 1].token + 1) return DATE_MARK;
    if (here & (DATE_DOT | DATE_SLASH)) here &= ~(unsigned)DATE_SPACE;
    if (i > 1 && here != gap) return DATE_MARK;
    gap = here;
  }
  return gap;
}

/* Three numbers of two digits, of which the first or the last may be the year: 23.07.25, 25.07.23. An order
 * wins if only it makes a date, or if the weekday confirms it. Otherwise the caller's order decides, and
 * dates with hyphens stay unread unless that has the year first. */
static bool choose_year(struct gathered *gathered, unsigned gap, int a, int b, int c) {
  const sse_date year_first = {(int)full_year(a), b, c};
  bool may_be_first = c > 0 && sse_date_is_valid(year_first);
  bool may_be_last = choose(gathered, gap, (int)full_year(c), a, b);
  bool takes_first = may_be_first;
  if (may_be_first && may_be_last && a != c) {
    bool is_decided = is_confirmed(gathered, year_first) != is_confirmed(gathered, gathered->date);
    takes_first =
        is_decided ? is_confirmed(gathered, year_first) : gathered->options.first == SOURCE_YEAR_FIRST;
    if (!is_decided && gap == DATE_DASH && !takes_first) return false;
    gathered->is_unsure = !is_decided && !takes_first;
  }
  if (takes_first) gathered->date = year_first;
  return may_be_first || may_be_last;
}

/* 25/07/2023, 2023-07-25, 30.10.23 and the like. */
static bool place_three(struct gathered *gathered) {
  const struct number *numbers = gathered->numbers;
  int a = (int)numbers[0].token->value, b = (int)numbers[1].token->value, c = (int)numbers[2].token->value;
  uint8_t first = numbers[0].token->digits, second = numbers[1].token->digits,
          third = numbers[2].token->digits;
  unsigned gap = common_gap(gathered);
  bool is_plain = gap == DATE_DASH || gap == DATE_SLASH || gap == DATE_DOT;
  bool is_known =
      is_plain || (gathered->options.is_field && (gap == DATE_SPACE || (gap == DATE_COLON && first == 4)));
  if (!is_known) return false;
  if (first == 4 && second <= 3 && third <= 2) {
    gathered->date = (sse_date){a, b, c};
    return a > 0 && b > 0 && c > 0 && sse_date_is_valid(gathered->date);
  }
  if (first > 2 || second > 2 || a == 0 || b == 0) return false;
  if (third == 4) return choose(gathered, gap, c, a, b);
  if (third != 2 || !gathered->options.is_field || !is_plain) return false;
  if (first == 2) return choose_year(gathered, gap, a, b, c);
  return gap != DATE_DASH && choose(gathered, gap, (int)full_year(c), a, b);
}

/* R5.7.25, 令和5年7/25: month and day follow a marked year. */
static bool place_behind_year(struct gathered *gathered) {
  const struct number *month = &gathered->numbers[0], *day = &gathered->numbers[1];
  unsigned gap = common_gap(gathered);
  if (gathered->date.month > 0 || gathered->date.day > 0) return place_next_to_month(gathered);
  if (gap != DATE_DOT && gap != DATE_SLASH && gap != DATE_DASH) return false;
  if (month->token->digits > 2 || day->token->digits > 2) return false;
  return take_once(&gathered->date.month, month->token->value) &&
         take_once(&gathered->date.day, day->token->value);
}

static bool take_day_of_year(sse_date *date, int year, int day) {
  for (int month = 1, length; month <= 12 && day > 0; month++, day -= length) {
    length = 31;
    while (length > 28 && !sse_date_is_valid((sse_date){year, month, length}))
      length--;
    *date = (sse_date){year, month, day};
    if (day <= length) return true;
  }
  return false;
}

/* 2023-07, and in a field 2023/07, 07/2023 and 2023-206, a day of the year (ISO 8601). 25.7. and 28, 2023 are
 * not complete, but may be one end of a range whose other end has the rest. */
static bool place_two(struct gathered *gathered) {
  const date_token *first = gathered->numbers[0].token, *second = gathered->numbers[1].token;
  unsigned gap = common_gap(gathered);
  sse_date *date = &gathered->date;
  if (gap == DATE_DOT && first->digits <= 2 && second->digits <= 2)
    return take_once(&date->day, first->value) && take_once(&date->month, second->value);
  if (gap & (DATE_COMMA | DATE_SPACE) && first->digits <= 2 && second->digits == 4)
    return take_once(&date->day, first->value) && take_once(&date->year, second->value);
  bool is_known = gap == DATE_DASH || (gathered->options.is_field && (gap == DATE_SLASH || gap == DATE_DOT));
  if (!is_known) return false;
  if (first->digits == 4 && second->digits == 2)
    return take_once(&date->year, first->value) && take_once(&date->month, second->value);
  if (gathered->options.is_field && first->digits == 2 && second->digits == 4)
    return take_once(&date->month, first->value) && take_once(&date->year, second->value);
  if (!gathered->options.is_field || gap != DATE_DASH || first->digits != 4 || second->digits != 3)
    return false;
  return take_day_of_year(date, (int)first->value, (int)second->value);
}

/* 20230725 (in a field), a year, or a day that is one end of a range. */
static bool place_one(struct gathered *gathered) {
  const date_token *token = gathered->numbers[0].token;
  sse_date *date = &gathered->date;
  int value = (int)(token->value % 100000000);
  if (token->digits <= 2) return take_once(&date->day, value);
  if (token->digits == 4) return take_once(&date->year, value);
  if (token->digits != 8 || !gathered->options.is_field || gathered->numbers[0].is_day) return false;
  *date = (sse_date){value / 10000, value / 100 % 100, value % 100};
  return date->month > 0 && date->day > 0;
}

/* -0312 and -03-12 are a year without its century and a month, if nothing comes before them (ISO 8601:1988,
 * 5.2.1.3). */
static bool place_truncated(struct gathered *gathered) {
  const date_token *year = gathered->numbers[0].token, *month = gathered->numbers[1].token;
  int64_t value = gathered->count == 1 ? year->value : year->value * 100 + month->value;
  bool is_one = gathered->count == 1 && year->digits == 4;
  bool is_two = gathered->count == 2 && year->digits == 2 && month->digits == 2 && month->gap == DATE_DASH;
  if (!gathered->options.is_field || (!is_one && !is_two)) return false;
  return take_once(&gathered->date.year, full_year(value / 100)) &&
         take_once(&gathered->date.month, value % 100);
}

static bool place_numbers(struct gathered *gathered) {
  sse_date *date = &gathered->date;
  if (gathered->quarter > 0) {
    if (date->month > 0 || date->day > 0) return false;
    date->month = gathered->quarter * 3 - 2;
    return place_next_to_month(gathered) && date->day == 0;
  }
  if (date->month == 0 && gathered->count < 3) {
    date->month = gathered->unsure_month;
    gathered->month_place = gathered->unsure_place;
  }
  if (gathered->is_year_first && gathered->count == 2) return place_behind_year(gathered);
  if (date->month > 0 || date->year > 0 || date->day > 0) return place_next_to_month(gathered);
  if (gathered->count == 0) return false;
  if (gathered->is_truncated) return place_truncated(gathered);
  if (gathered->count == 3) return place_three(gathered);
  return gathered->count == 2 ? place_two(gathered) : place_one(gathered);
}

/* True for two months with a separator between them and no day: Mar-Apr 2022. Otherwise mar, which is also a
 * weekday in French and Spanish, would be read as one. */
static bool is_of_months(const date_token *start, const date_token *end) {
  bool has_month = false, is_divided = false, is_range = false;
  for (const date_token *token = start; token < end; token++) {
    if (token->is_number && token->digits <= 2) return false;
    is_divided = has_month && (is_divided || token->gap & (DATE_DASH | DATE_SLASH));
    is_range = is_range || (is_divided && !token->is_number && token->word.month > 0);
    has_month = has_month || (!token->is_number && token->word.month > 0);
  }
  return is_range;
}

bool date_roles_read(const date_tokens *tokens, size_t from, size_t to, const date_read_options *options,
                     date_span *span) {
  const date_token *start = tokens->list + from;
  struct gathered gathered = {.end = tokens->list + to, .options = *options, .weekdays = tokens->weekdays};
  gathered.is_truncated = from == 0 && start->is_number && start->gap == DATE_DASH;
  if (is_of_months(start, gathered.end)) return false;
  if (!gather(start, &gathered) || !place_numbers(&gathered)) return false;
  *span = (date_span){gathered.date, gathered.date, gathered.is_year_marked, gathered.is_unsure};
  if (gathered.quarter > 0) span->last.month += 2;
  return true;
}
