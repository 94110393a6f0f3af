/* The form of a mailbox's separators: "From ", the sender, and the time of delivery as C's asctime writes it
 * (RFC 4155, appendix A); some programs add a time zone, or write the date as in mail headers.
 * "From there the train goes on to Lyon" has none of these. */
#include "source/container/separator.h"

#include <string.h>
#include <strings.h>

enum {
  WORDS_MOST = 24,       /* of a separator */
  AFTER_DATE_MOST = 3,   /* "+0200", "remote from mill" */
  PATCH_NAME_LENGTH = 40 /* of a commit, in hexadecimal digits */
};

/* Splits a line into its words; 0 if there are more than a separator has. */
static size_t split(sse_str line, sse_str words[WORDS_MOST]) {
  size_t count = 0, position = 0;
  sse_str word;
  while (sse_str_next(line, ' ', &position, &word)) {
    word = sse_str_trim(word);
    if (word.length == 0) continue;
    if (count == WORDS_MOST) return 0;
    words[count++] = word;
  }
  return count;
}

static bool is_digits(sse_str word, size_t least, size_t most) {
  for (size_t i = 0; i < word.length; i++)
    if (!sse_is_digit(word.data[i])) return false;
  return word.length >= least && word.length <= most;
}

/* True for one of `names`, of three letters each, with an optional comma after it. */
static bool is_name(sse_str word, const char *names) {
  if (word.length == 4 && word.data[3] == ',') word.length = 3;
  if (word.length != 3) return false;
  for (const char *name = names; *name; name += 3)
    if (strncasecmp(word.data, name, 3) == 0) return true;
  return false;
}

static bool is_weekday(sse_str word) {
  return is_name(word, "MonTueWedThuFriSatSun");
}

static bool is_month(sse_str word) {
  return is_name(word, "JanFebMarAprMayJunJulAugSepOctNovDec");
}

static bool is_day(sse_str word) {
  return is_digits(word, 1, 2);
}

static bool is_year(sse_str word) {
  return is_digits(word, 4, 4);
}

/* True for 9:05 and 09:05:00. */
static bool is_time(sse_str word) {
  sse_str part;
  size_t position = 0, parts = 0;
  while (sse_str_next(word, ':', &position, &part))
    if (++parts > 3 || !is_digits(part, 1, 2)) return false;
  return parts >= 2;
}

/* The number of words in the date that begins with a weekday: "Tue Jul 25 10:00:00 2023", perhaps with a zone
 * before the year, or "Tue, 25 Jul 2023 10:00:00". 0 if it is none. */
static size_t date_length(const sse_str *words, size_t count) {
  if (count < 5 || !is_weekday(words[0])) return 0;
  if (is_day(words[1]) && is_month(words[2])) return is_year(words[3]) && is_time(words[4]) ? 5 : 0;
  if (!is_month(words[1]) || !is_day(words[2]) || !is_time(words[3])) return 0;
  for (size_t year = 4; year < count && year < 7; year++)
    if (is_year(words[year])) return year + 1;
  return 0;
}

/* All of git's patches have the same date (git-format-patch(1)). */
static bool is_patch(sse_str line) {
  static const char date[] = " Mon Sep 17 00:00:00 2001";
  size_t length = strlen("From "), name = PATCH_NAME_LENGTH;
  return line.length == length + name + strlen(date) &&
         memcmp(line.data + length + name, date, strlen(date)) == 0;
}

/* Returns the kind of a line, and sets its date. */
static separator_kind look_at(sse_str line, sse_str *date) {
  sse_str words[WORDS_MOST];
  if (line.length < 6 || memcmp(line.data, "From ", 5) != 0) return SEPARATOR_NONE;
  if (is_patch(line)) return SEPARATOR_PATCH;
  size_t count = split(sse_str_part(line, 5, line.length), words);
  for (size_t first = 0; first < count; first++) {
    size_t length = date_length(words + first, count - first);
    if (length == 0 || count - first - length > AFTER_DATE_MOST) continue;
    const sse_str *last = &words[first + length - 1];
    *date = (sse_str){words[first].data, (size_t)(last->data + last->length - words[first].data)};
    return SEPARATOR_DATED;
  }
  return count == 1 ? SEPARATOR_WORD : SEPARATOR_NONE;
}

separator_kind separator_of(sse_str line) {
  sse_str date;
  return look_at(line, &date);
}

sse_str separator_date(sse_str line) {
  sse_str date = {0};
  (void)look_at(line, &date); /* only the date matters */
  return date;
}
