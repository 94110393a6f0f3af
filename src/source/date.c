/* Dates as people write them in headlines and page headings, in six languages.
 * A text is a date only if every word in it belongs to one: "25 July 2023" is, "meeting of 25 July 2023" is
 * not. Words are compared folded, so that case, accents and compatibility forms do not matter. */
#include "source/source.h"
#include "text/text.h"

#include <string.h>

/* Month names without accents, as text_fold leaves them, with their common short forms.
 * Source: Unicode CLDR, gregorian calendar, format-wide and abbreviated months of en, fr, es, pt, de. */
static const char *const month_names[12] = {
    " january jan janvier janv enero ene janeiro januar jan ",
    " february feb fevrier fevr febrero fevereiro fev februar ",
    " march mar mars marzo marco marz ",
    " april apr avril avr abril abr ",
    " may mai mayo maio ",
    " june jun juin junio junho juni ",
    " july jul juillet juil julio julho juli ",
    " august aug aout agosto ago ",
    " september sept sep septembre septiembre setiembre setembro set ",
    " october oct octobre octubre outubro out oktober okt ",
    " november nov novembre noviembre novembro ",
    " december dec decembre diciembre dic dezembro dez dezember ",
};

/* What may stand in a date beside day, month and year: articles, "of", days of the week. */
static const char filler_names[] =
    " of the le el de del do da den der am em on st nd rd th "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miercoles jueves viernes sabado domingo "
    "segunda terca quarta quinta sexta feira "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일 ";

/* Behind a number: English and Romance ordinals, Korean year, month and day. */
static const char ordinal_names[] = " st nd rd th er re o a ";
static const char year_name[] = "년", month_name[] = "월", day_name[] = "일";

static bool in_names(const char *names, sse_str word) {
  char padded[40];
  if (word.length == 0 || word.length + 3 > sizeof padded) return false;
  padded[0] = ' ';
  memcpy(padded + 1, word.data, word.length);
  padded[word.length + 1] = ' ';
  padded[word.length + 2] = '\0';
  return strstr(names, padded) != NULL;
}

static int month_of(sse_str word) {
  for (int month = 0; month < 12; month++)
    if (in_names(month_names[month], word)) return month + 1;
  return 0;
}

/* What the words of a text have told so far. */
struct gathered {
  sse_date date;
  int numbers[3]; /* those whose role their place must tell, in order */
  int count;
};

static bool take_once(int *slot, int value) {
  if (*slot != 0) return false;
  *slot = value;
  return true;
}

static bool take_number(struct gathered *gathered, int value, sse_str suffix) {
  if (value == 0) return false;
  if (sse_str_equal(suffix, sse_str_of(year_name))) return take_once(&gathered->date.year, value);
  if (sse_str_equal(suffix, sse_str_of(month_name))) return take_once(&gathered->date.month, value);
  if (sse_str_equal(suffix, sse_str_of(day_name)) || in_names(ordinal_names, suffix))
    return take_once(&gathered->date.day, value);
  if (suffix.length > 0 || gathered->count == 3) return false;
  gathered->numbers[gathered->count++] = value;
  return true;
}

static bool take_word(struct gathered *gathered, sse_str word) {
  size_t digits = 0;
  int value = 0;
  while (digits < word.length && word.data[digits] >= '0' && word.data[digits] <= '9') {
    if (digits == 4) return false;
    value = value * 10 + (word.data[digits++] - '0');
  }
  if (digits > 0) return take_number(gathered, value, sse_str_part(word, digits, word.length));
  int month = month_of(word);
  if (month > 0) return take_once(&gathered->date.month, month);
  return in_names(filler_names, word);
}

static int on_word(void *context, int flags, const char *term, int length, int start, int end) {
  (void)flags;
  (void)start;
  (void)end;
  return take_word(context, (sse_str){term, (size_t)length}) ? SQLITE_OK : SQLITE_ABORT;
}

/* Gives the plain numbers their roles: with the month named, day before year; else year, month, day. */
static bool place_numbers(struct gathered *gathered) {
  sse_date *date = &gathered->date;
  int next = 0;
  if (date->month != 0) {
    if (gathered->count > next && date->day == 0 && gathered->numbers[next] <= 31)
      date->day = gathered->numbers[next++];
    if (gathered->count > next && gathered->numbers[next] >= 1000)
      if (!take_once(&date->year, gathered->numbers[next++])) return false;
  } else if (date->year == 0) {
    int *slots[] = {&date->year, &date->month, &date->day};
    if (gathered->count > 0 && gathered->numbers[0] < 1000) return false;
    for (; next < 3 && next < gathered->count; next++)
      if (!take_once(slots[next], gathered->numbers[next])) return false;
  }
  return next == gathered->count;
}

bool source_date_parse(sse_str text, sse_date *date) {
  struct gathered gathered = {0};
  enum { LONGEST = 80 };
  if (text.length == 0 || text.length > LONGEST) return false;
  if (text_tokenize(text, &gathered, on_word) != SQLITE_OK) return false;
  if (!place_numbers(&gathered) || !sse_date_is_valid(gathered.date)) return false;
  *date = gathered.date;
  return true;
}
