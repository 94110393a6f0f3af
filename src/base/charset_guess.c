/* Guesses an encoding from byte frequencies, through libuchardet. uchardet takes short Western texts for
 * Thai, Vietnamese or old Macintosh text, so its answer counts only if the text is of the right kind: words
 * of only high bytes for other scripts, single high bytes between letters for Latin ones. */
#include "base/charset_guess.h"
#include "base/charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

static bool is_high(char c) {
  return (unsigned char)c >= 0x80;
}

/* Counts the high bytes, and those of them in runs of more than two. Repetitions of the same byte do not
 * count towards a run: they are a row of dashes or spaces. */
static size_t count_high(sse_str sample, size_t *in_runs) {
  size_t high = 0;
  *in_runs = 0;
  for (size_t at = 0; at < sample.length;) {
    size_t run = 0;
    for (; at < sample.length && is_high(sample.data[at]); at++) {
      high++;
      run += at == 0 || sample.data[at] != sample.data[at - 1];
    }
    if (run > 2) *in_runs += run;
    at++;
  }
  return high;
}

bool sse_charset_is_foreign(sse_str sample) {
  size_t in_runs;
  size_t high = count_high(sample, &in_runs);
  return in_runs >= 6 && in_runs * 2 > high;
}

/* The name that uchardet gives, or NULL. KOI8-R becomes KOI8-U, which adds the Ukrainian letters. */
static const char *by_uchardet(sse_str sample) {
  uchardet_t detector = uchardet_new();
  const char *name = NULL;
  if (uchardet_handle_data(detector, sample.data, sample.length) == 0) {
    uchardet_data_end(detector);
    name = sse_charset_of_label(sse_str_of(uchardet_get_charset(detector)));
  }
  uchardet_delete(detector);
  return name && strcmp(name, "KOI8-R") == 0 ? "KOI8-U" : name;
}

static bool is_one_of(const char *name, const char *const *names) {
  while (*names && strcmp(name, *names) != 0)
    names++;
  return *names;
}

/* How many bytes of the sample are in `set`. */
static size_t count(sse_str sample, const char *set) {
  size_t found = 0;
  for (size_t i = 0; i < sample.length; i++)
    found += is_high(sample.data[i]) && strchr(set, sample.data[i]);
  return found;
}

/* Windows encodings have characters where ISO has controls that no text uses. */
static const char *without_controls(const char *name, sse_str sample) {
  static const char controls[] = "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8D\x8E\x8F"
                                 "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F";
  static const char *const sets[][2] = {{"ISO-8859-2", "WINDOWS-1250"},  {"ISO-8859-7", "WINDOWS-1253"},
                                        {"ISO-8859-8", "WINDOWS-1255"},  {"ISO-8859-13", "WINDOWS-1257"},
                                        {"ISO-8859-15", "WINDOWS-1252"}, {"ISO-8859-16", "WINDOWS-1250"}};
  if (count(sample, controls) == 0) return name;
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    if (strcmp(sets[i][0], name) == 0) return sets[i][1];
  return name;
}

/* True if a text in Latin letters can be in `name`. A few bytes that Western languages use mean a Western
 * text. Turkish and the Baltic languages have few acute accents, which distinguishes them from Icelandic.
 * Vietnamese has many bytes that are not Western letters. */
static bool is_likely_latin(const char *name, sse_str sample, size_t high) {
  static const char *const central[] = {"WINDOWS-1250", "ISO-8859-2", "ISO-8859-16", NULL};
  static const char *const northern_and_turkish[] = {"WINDOWS-1254", "WINDOWS-1257", "ISO-8859-13", NULL};
  static const char acute[] =
      "\xC1\xC9\xCD\xD3\xDA\xE1\xE9\xED\xF3\xFA"; /* the same in all these encodings */
  static const char not_western[] =
      "\x83\x86\x87\x88\x8A\x8B\x8D\x8E\x8F\x9A\x9B\x9D\x9E\xA4\xA5\xA6\xA8\xAC\xAF"
      "\xB1\xB2\xB3\xB4\xB5\xB6\xB8\xB9\xBC\xBD\xBE\xD0\xD7\xDD\xDE\xF0\xF7\xFD\xFE";
  static const char not_central[] =
      "\xC0\xC5\xE0\xE5"; /* Western à and å, the places of Slovak's rarest letters */
  enum { FEW = 6 };
  size_t strange = count(sample, not_western);
  if (high < FEW && strange == 0) return false;
  if (is_one_of(name, northern_and_turkish)) return count(sample, acute) * 5 <= high;
  if (strcmp(name, "WINDOWS-1258") == 0) return strange * 10 >= high;
  if (is_one_of(name, central)) return count(sample, not_central) * 10 <= high;
  return strcmp(name, "ISO-8859-15") == 0;
}

static bool has(sse_str sample, const char *escape) {
  return sample.length > 0 && memmem(sample.data, sample.length, escape, strlen(escape));
}

/* Seven-bit encodings are recognised by their escape sequences (RFC 1468, RFC 1557). */
static const char *by_escapes(sse_str sample) {
  if (has(sample, "\033$B") || has(sample, "\033$@") || has(sample, "\033(I")) return "ISO-2022-JP";
  return has(sample, "\033$)C") ? "ISO-2022-KR" : NULL;
}

const char *sse_charset_suggest(sse_str sample) {
  static const char *const foreign[] = {
      "GB18030",      "BIG5-HKSCS", "EUC-JP-MS",    "CP932",      "CP949",        "WINDOWS-1251",
      "KOI8-U",       "ISO-8859-5", "IBM866",       "MAC-UK",     "WINDOWS-1253", "ISO-8859-7",
      "WINDOWS-1255", "ISO-8859-8", "WINDOWS-1256", "ISO-8859-6", "WINDOWS-874",  NULL};
  size_t in_runs;
  size_t high = count_high(sample, &in_runs);
  if (high == 0) return by_escapes(sample);
  const char *name = by_uchardet(sample);
  if (name) name = without_controls(name, sample);
  if (sse_charset_is_foreign(sample)) return name && is_one_of(name, foreign) ? name : NULL;
  return name && is_likely_latin(name, sample, high) ? name : "WINDOWS-1252";
}
