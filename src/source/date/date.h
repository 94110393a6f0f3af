/* How dates written by people are read: words are looked up (names.c), the text becomes tokens (tokens.c),
 * the time of day and the zone are taken out (clock.c), and the rest is given roles (roles.c). read.c
 * combines these steps into the functions of source.h. A text is a date as a whole: any word or character
 * that belongs to no date makes it none. */
#ifndef SSE_SOURCE_DATE_H
#define SSE_SOURCE_DATE_H

#include "base/date.h"
#include "base/str.h"
#include "source/source.h"

#include <stdint.h>

/* The meanings of a word; it may have several: "do" is Thursday in Dutch, "of the" in Portuguese, "to" in
 * Polish. */
enum {
  DATE_FILLER = 1 << 0,    /* of, the, le, de: no meaning */
  DATE_LABEL = 1 << 1,     /* "published": before the date, in fields only */
  DATE_ORDINAL = 1 << 2,   /* after a number: st, er, º */
  DATE_TO = 1 << 3,        /* between the first and the last day: to, bis, au; or two days: and */
  DATE_YEAR = 1 << 4,      /* after a number: makes it the year, as in 2023年7月25日 */
  DATE_MONTH = 1 << 5,     /* after a number: makes it the month */
  DATE_DAY = 1 << 6,       /* after a number: makes it the day */
  DATE_SHORT = 1 << 7,     /* of a year mark: two digits before it are a year too */
  DATE_ERA = 1 << 8,       /* before a year number, which counts from `value` */
  DATE_QUARTER = 1 << 9,   /* Q3, 3e trimestre */
  DATE_CLOCK = 1 << 10,    /* before a time of day: at, kl., 오전 */
  DATE_HOUR = 1 << 11,     /* after a number: h, Uhr, 時 */
  DATE_MINUTE = 1 << 12,   /* after a number: minutes or seconds */
  DATE_HALF = 1 << 13,     /* after an hour: am, pm */
  DATE_ZONE = 1 << 14,     /* UTC, CEST */
  DATE_AREA = 1 << 15,     /* Europe: the zone's name continues after a slash */
  DATE_T = 1 << 16,        /* between day and time in ISO 8601 */
  DATE_CAPITALS = 1 << 18, /* an unknown word in capitals: may be a zone after a time */
  DATE_BUDDHIST = 1 << 19, /* a Thai month: years count from the Buddha */
  DATE_COMPOUND = 1 << 17  /* the first of two words that form one: p. m., كانون الثاني */
};

typedef struct date_word {
  unsigned kinds;         /* flags from above */
  int value;              /* of DATE_ERA: added to its years */
  unsigned char month;    /* 1 to 12, or 0 */
  unsigned char weekdays; /* that it may name; Monday is bit 0 */
} date_word;

/* Finds the meanings of a word as text_fold returns it, or of two such words joined by a _; false if it has
 * none. */
bool date_word_find(sse_str word, date_word *found);

/* Signs between two tokens, combined as flags. */
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
  DATE_MARK = 1 << 9 /* others that may separate a date from its time */
};

typedef struct date_token {
  unsigned gap;   /* the separators before it */
  bool is_signed; /* a plus or hyphen is directly before it */
  bool is_number; /* else a word */
  uint8_t digits; /* of a number, including leading zeros */
  int64_t value;  /* of a number */
  date_word word; /* of a word */
} date_token;

enum {
  DATE_LONGEST = 160, /* bytes of a text that may be a date */
  DATE_TOKENS_MOST = 48,
  DATE_DIGITS_MOST = 16
};

typedef struct date_tokens {
  date_token list[DATE_TOKENS_MOST];
  size_t count;
  unsigned weekdays; /* that are named in brackets */
} date_tokens;

/* Splits any bytes into tokens. In a field, which is meant to hold a date, remarks in brackets are left out.
 * With `has_label`, so is the label before a colon, and there must be one. Returns false if the text contains
 * anything that no date has. */
bool date_tokens_read(sse_str text, bool is_field, bool has_label, date_tokens *tokens);

/* What the time of day says about its date. */
typedef struct date_clock {
  bool is_known;
  bool is_midnight; /* to the second */
} date_clock;

/* Removes the time of day and the zone from the tokens. Returns false if there is no such time: 25:00,
 * +01:75. */
bool date_clock_take(date_tokens *tokens, bool is_field, date_clock *clock);

/* How to read a text. */
typedef struct date_read_options {
  bool is_field;      /* it is meant to hold a date */
  source_first first; /* the order of numbers if nothing else tells it */
} date_read_options;

/* The first and the last day, month or year of a period; most often they are equal. Until both are complete,
 * each may lack parts that the other has. */
typedef struct date_span {
  sse_date first, last;
  bool is_year_marked; /* the text marks a number as the year: 2023년 */
  bool is_unsure;      /* the parts may be in another order */
} date_span;

/* Reads the tokens from `from` up to but not including `to`, of which there is at least one and which contain
 * no time, as one day, month, quarter or year. It may be incomplete or not exist. Returns false if a token
 * has no role, or if two contradict each other. */
bool date_roles_read(const date_tokens *tokens, size_t from, size_t to, const date_read_options *options,
                     date_span *span);

/* The number that `count` digits at `at` make; -1 if these are not all digits. */
int date_digits(sse_str text, size_t at, size_t count);
/* The number that the digits at `*at` make, which is moved past them; -1 if there are none, or more than
 * `most`. */
int date_number_at(sse_str text, size_t *at, size_t most);
/* The common year of one that Thailand counts from the Buddha: 2023 for 2566; 0 if it is outside the years
 * that are read. */
int date_buddhist_year(int year);

/* True if a text has a digit of one of the scripts whose digits are read. */
bool date_has_digit(sse_str text);

/* Calendars that a date in digits does not reveal; only its country of origin does. */
typedef enum date_calendar {
  DATE_COMMON,
  DATE_REPUBLIC /* of China */,
  DATE_SOLAR /* Hijri */,
  DATE_BUDDHIST_ERA /* of Thailand */
} date_calendar;

/* republic.c, solar.c, buddhist.c: find a day of that calendar in a text; false if there is none. */
bool date_republic_in(sse_str text, sse_date *date);
bool date_solar_in(sse_str text, sse_date *date);
bool date_buddhist_in(sse_str text, sse_date *date);
/* calendar.c: finds a day of the given calendar in a text; false for the common one, too. */
bool date_of_calendar_in(date_calendar calendar, sse_str text, sse_date *date);

/* order.c: what comes first in the numeric dates of a text. Unknown if none tells, or if they disagree. */
typedef enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST } date_order;
date_order date_order_of(sse_str text);

#endif
