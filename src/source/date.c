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
    " of the le el de del do da den der am em on at a las os st nd rd th "
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

/* Words are what stands between spaces and punctuation of ASCII, or no-break spaces. */
static bool is_separator(sse_str text, size_t position) {
  unsigned char byte = (unsigned char)text.data[position];
  if (byte == 0xC2 && position + 1 < text.length) return (unsigned char)text.data[position + 1] == 0xA0;
  if (byte == 0xA0 && position > 0) return (unsigned char)text.data[position - 1] == 0xC2;
  bool word = (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte >= 0x80;
  return !word;
}

static bool take_words(struct gathered *gathered, sse_str text) {
  char word[TEXT_TERM_SIZE];
  for (size_t start = 0, end; start < text.length; start = end + 1) {
    for (end = start; end < text.length && !is_separator(text, end);)
      end++;
    size_t length = text_fold(sse_str_part(text, start, end), word);
    if (length > 0 && !take_word(gathered, (sse_str){word, length})) return false;
  }
  return true;
}

bool source_date_parse(sse_str text, sse_date *date) {
  struct gathered gathered = {0};
  enum { LONGEST = 80 };
  if (text.length == 0 || text.length > LONGEST) return false;
  if (!take_words(&gathered, text)) return false;
  if (!place_numbers(&gathered) || !sse_date_is_valid(gathered.date)) return false;
  *date = gathered.date;
  return true;
}

/* ---- Dates with a time, and in figures ------------------------------------------------------- */

static bool is_digit_at(sse_str text, size_t position) {
  return position < text.length && text.data[position] >= '0' && text.data[position] <= '9';
}

/* The text up to its time of day, "10:30" or "T10": what follows is the time and the zone. */
static sse_str without_time(sse_str text) {
  for (size_t i = 1; i < text.length; i++) {
    if ((text.data[i] == 'T' || text.data[i] == 't') && is_digit_at(text, i - 1) && is_digit_at(text, i + 1))
      return sse_str_part(text, 0, i);
    if (text.data[i] != ':' || !is_digit_at(text, i - 1) || !is_digit_at(text, i + 1)) continue;
    size_t start = i - 1;
    while (start > 0 && is_digit_at(text, start - 1))
      start--;
    return sse_str_trim(sse_str_part(text, 0, start));
  }
  return text;
}

/* 25/07/2023, 25.07.2023, 25-07-2023: day first, unless only the other way round is a date. */
static bool parse_figures(sse_str text, sse_date *date) {
  int numbers[3] = {0};
  int count = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (is_digit_at(text, i)) {
      if (numbers[count] > 999) return false;
      numbers[count] = numbers[count] * 10 + (text.data[i] - '0');
    } else if (!strchr("/.-", text.data[i]) || ++count == 3) {
      return false;
    }
  }
  sse_date day_first = {numbers[2], numbers[1], numbers[0]},
           month_first = {numbers[2], numbers[0], numbers[1]};
  if (count != 2 || numbers[2] < 1000 || numbers[0] == 0 || numbers[1] == 0) return false;
  if (!sse_date_is_valid(day_first)) day_first = month_first;
  if (!sse_date_is_valid(day_first)) return false;
  *date = day_first;
  return true;
}

/* 20230725, and RFC 822's year of two digits, "25 Jul 23" (RFC 2822, 4.3: below 50 it is of this century). */
static bool parse_short(sse_str text, sse_date *date) {
  char longer[80];
  int length;
  if (text.length == 8 && is_digit_at(text, 0) && is_digit_at(text, 7)) {
    length = snprintf(longer, sizeof longer, "%.4s-%.2s-%.2s", text.data, text.data + 4, text.data + 6);
  } else {
    size_t end = text.length;
    bool two = end > 3 && end < 60 && is_digit_at(text, end - 1) && is_digit_at(text, end - 2) &&
               text.data[end - 3] == ' ';
    if (!two) return false;
    length = snprintf(longer, sizeof longer, "%.*s%s%.2s", (int)(end - 2), text.data,
                      text.data[end - 2] < '5' ? "20" : "19", text.data + end - 2);
  }
  return length > 0 && source_date_parse((sse_str){longer, (size_t)length}, date);
}

bool source_date_read(sse_str text, sse_date *date) {
  sse_str day = without_time(sse_str_trim(text));
  return source_date_parse(day, date) || parse_figures(day, date) || parse_short(day, date);
}
