/* A guess at an encoding by the frequency of bytes, through libuchardet.
 * uchardet takes short Western texts for Thai, Vietnamese or a Macintosh's, so its word counts only where the
 * text is of the kind: words of high bytes alone for other scripts, single high bytes between letters for
 * Latin ones. */
#include "base/charset_guess.h"
#include "base/charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

static bool is_high(char c) {
  return (unsigned char)c >= 0x80;
}

/* The high bytes, and those of them in runs of more than two. */
static size_t count_high(sse_str sample, size_t *in_runs) {
  size_t high = 0;
  *in_runs = 0;
  for (size_t at = 0; at < sample.length;) {
    size_t from = at;
    while (at < sample.length && is_high(sample.data[at]))
      at++;
    high += at - from;
    if (at - from > 2) *in_runs += at - from;
    if (at == from) at++;
  }
  return high;
}

bool sse_charset_is_foreign(sse_str sample) {
  size_t in_runs;
  size_t high = count_high(sample, &in_runs);
  return in_runs >= 6 && in_runs * 2 > high;
}

static bool is_one_of(const char *name, const char *const *names) {
  while (*names && strcmp(name, *names) != 0)
    names++;
  return *names;
}

static const char *by_uchardet(sse_str sample) {
  uchardet_t detector = uchardet_new();
  const char *name = NULL;
  if (uchardet_handle_data(detector, sample.data, sample.length) == 0) {
    uchardet_data_end(detector);
    name = sse_charset_of_label(sse_str_of(uchardet_get_charset(detector)));
  }
  uchardet_delete(detector);
  return name;
}

static bool has(sse_str sample, const char *escape) {
  return sample.length > 0 && memmem(sample.data, sample.length, escape, strlen(escape));
}

const char *sse_charset_suggest(sse_str sample) {
  static const char *const latin[] = {
      "WINDOWS-1250", "ISO-8859-2", "WINDOWS-1254", "WINDOWS-1257", "ISO-8859-15", "WINDOWS-1252", NULL};
  static const char *const foreign[] = {
      "GB18030",      "BIG5-HKSCS", "EUC-JP-MS",    "CP932",      "CP949",        "WINDOWS-1251",
      "KOI8-R",       "KOI8-U",     "ISO-8859-5",   "IBM866",     "WINDOWS-1253", "ISO-8859-7",
      "WINDOWS-1255", "ISO-8859-8", "WINDOWS-1256", "ISO-8859-6", "WINDOWS-874",  NULL};
  size_t in_runs;
  size_t high = count_high(sample, &in_runs);
  if (high == 0 && (has(sample, "\033$B") || has(sample, "\033$@") || has(sample, "\033(I")))
    return "ISO-2022-JP";
  if (high == 0 && has(sample, "\033$)C")) return "ISO-2022-KR";
  if (high == 0) return NULL;
  bool is_foreign = sse_charset_is_foreign(sample);
  const char *name = by_uchardet(sample);
  if (name && is_one_of(name, is_foreign ? foreign : latin)) return name;
  return is_foreign ? NULL : "WINDOWS-1252";
}
