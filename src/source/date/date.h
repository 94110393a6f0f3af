/* How a date that people wrote is read: its words are looked up (names.c), it becomes tokens (tokens.c), the
 * time of day and the zone are taken from them (clock.c), and what is left gets its roles (roles.c). read.c
 * puts these together; its functions are those that source.h offers. Nothing of a text is passed over: a word
 * or a sign that belongs to no date makes it none. */
#ifndef SSE_SOURCE_DATE_H
#define SSE_SOURCE_DATE_H

#include "base/date.h"
#include "base/str.h"
#include "source/source.h"

#include <stdint.h>

/* What a word may be, several at once: "do" is Thursday in Dutch, "of the" in Portuguese, "to" in Polish. */
enum {
  DATE_FILLER = 1 << 0,    /* of, the, le, de: says nothing */
  DATE_LABEL = 1 << 1,     /* "published": in front of the date, in fields only */
  DATE_ORDINAL = 1 << 2,   /* after a number: st, er, º */
  DATE_TO = 1 << 3,        /* between the first and the last day: to, bis, au; or two days: and */
  DATE_YEAR = 1 << 4,      /* after a number: its role, as in 2023年7月25日 */
  DATE_MONTH = 1 << 5,     /* the same */
  DATE_DAY = 1 << 6,       /* the same */
  DATE_SHORT = 1 << 7,     /* of a mark of the year: two figures before it are a year too */
  DATE_ERA = 1 << 8,       /* before the number of a year that is counted from `value` */
  DATE_QUARTER = 1 << 9,   /* Q3, 3e trimestre */
  DATE_CLOCK = 1 << 10,    /* before a time of day: at, kl., 오전 */
  DATE_HOUR = 1 << 11,     /* after a number: h, Uhr, 時 */
  DATE_MINUTE = 1 << 12,   /* the same: of minutes or seconds */
  DATE_HALF = 1 << 13,     /* after one: am, pm */
  DATE_ZONE = 1 << 14,     /* UTC, CEST */
  DATE_AREA = 1 << 15,     /* Europe: the zone's name goes on after a slash */
  DATE_T = 1 << 16,        /* between day and time in ISO 8601 */
  DATE_CAPITALS = 1 << 18, /* unknown ones, that may be a zone after a time */
  DATE_BUDDHIST = 1 << 19, /* a month of Thailand, which counts years from the Buddha */
  DATE_COMPOUND = 1 << 17  /* the first of two words that are one: p. m., كانون الثاني */
};

typedef struct date_word {
  unsigned kinds;         /* those above */
  int value;              /* of DATE_ERA: what is added to its years */
  unsigned char month;    /* 1 to 12, or 0 */
  unsigned char weekdays; /* those it may name, Monday is bit 0 */
} date_word;

/* What a word, as text_fold leaves it, or two of them with a _ between them, may be; false for nothing. */
bool date_word_find(sse_str word, date_word *found);

/* Signs between two tokens; several at once. */
enum {
  DATE_SPACE = 1 << 0,
  DATE_DASH = 1 << 1, /* a hyphen */
  DATE_LINE = 1 << 2, /* a longer dash, a tilde: from, to */
  DATE_SLASH = 1 << 3,
  DATE_DOT = 1 << 4,
  DATE_COMMA = 1 << 5,
  DATE_COLON = 1 << 6,
  DATE_PLUS = 1 << 7,
  DATE_QUOTE = 1 << 8,
  DATE_MARK = 1 << 9 /* others that are harmless between a date and its time */
};

typedef struct date_token {
  unsigned gap;   /* what stands before it */
  bool is_signed; /* a plus or hyphen directly before it */
  bool is_number; /* else a word */
  uint8_t digits; /* of a number, leading zeros counted */
  int64_t value;  /* of a number */
  date_word word; /* of a word */
} date_token;

enum {
  DATE_LONGEST = 160,
  /* bytes of a text that may be a date */ DATE_TOKENS_MOST = 48,
  DATE_DIGITS_MOST = 16
};

typedef struct date_tokens {
  date_token list[DATE_TOKENS_MOST];
  size_t count;
  unsigned weekdays; /* named in brackets */
} date_tokens;

/* Cuts any bytes into tokens. In a field, which is meant to be a date, remarks in brackets are left out, and
 * with `has_label` what stands before a colon, if there is such a label. False for what has something in it
 * that no date has. */
bool date_tokens_read(sse_str text, bool is_field, bool has_label, date_tokens *tokens);

/* What a time of day tells of its date. */
typedef struct date_clock {
  bool is_known;
  bool is_midnight; /* to the second */
} date_clock;

/* Takes time of day and zone out of the tokens. False for one that there is not: 25:00, +01:75. */
bool date_clock_take(date_tokens *tokens, bool is_field, date_clock *clock);

/* How a text is to be read. */
typedef struct date_way {
  bool is_field;      /* it is meant to be a date */
  source_first first; /* of figures where nothing else tells */
} date_way;

/* A time from its first day, month or year to its last, which most often is the same. Each may lack what the
 * other tells, until both are complete. */
typedef struct date_span {
  sse_date first, last;
  bool is_year_marked; /* the text says of a number that it is a year: 2023년 */
  bool is_unsure;      /* something else may stand first */
} date_span;

/* What the tokens from `from` up to `to`, of which there is at least one and no time among them, say of one
 * day, month, quarter or year, whether it is complete and exists or not. False where a token has no role, or
 * two contradict one another. */
bool date_roles_read(const date_tokens *tokens, size_t from, size_t to, const date_way *way, date_span *span);

/* The number that `count` figures at `at` make; -1 where these are not all figures. */
int date_figures(sse_str text, size_t at, size_t count);
/* The number that all figures at `*at` make, which goes past them; -1 where there are none, or more than
 * `most`. */
int date_number_at(sse_str text, size_t *at, size_t most);
/* The common year of one that Thailand counts from the Buddha: 2023 of 2566; 0 for what is none of those that
 * are read. */
int date_buddhist_year(int year);

/* True where a text has a digit of one of the scripts whose digits are read. */
bool date_has_digit(sse_str text);

/* Calendars that nothing in a date in figures tells, but where it is from. */
typedef enum date_calendar {
  DATE_COMMON,
  DATE_REPUBLIC /* of China */,
  DATE_SOLAR /* Hijri */,
  DATE_BUDDHIST_ERA /* of Thailand */
} date_calendar;

/* republic.c, solar.c, buddhist.c: find a day of that calendar in a text; false for none. */
bool date_republic_in(sse_str text, sse_date *date);
bool date_solar_in(sse_str text, sse_date *date);
bool date_buddhist_in(sse_str text, sse_date *date);
/* calendar.c: the same by the calendar; false for the common one. */
bool date_of_calendar_in(date_calendar calendar, sse_str text, sse_date *date);

/* order.c: what the dates of a text in figures have first. Unknown where none tells, or they disagree. */
typedef enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST } date_order;
date_order date_order_of(sse_str text);

#endif
