/* Decides which encoding a text is in, by one order of evidence.
 * A label is believed if the bytes can be decoded by it. Single-byte encodings decode any bytes, so for these
 * the evidence against them counts: valid UTF-8, or words of only high bytes in a text labelled Western. */
#include "base/charset.h"
#include "base/charset_guess.h"
#include "base/utf8.h"

#include <string.h>

/* What the bytes of a sample say, before any label is examined. */
struct facts {
  sse_str sample;
  bool is_whole;
  size_t high;    /* bytes above 7F */
  size_t multi;   /* multi-byte characters in UTF-8 */
  size_t cut;     /* incomplete characters of at least two bytes, as left in a text that was cut at a byte */
  size_t strange; /* other bytes that are not UTF-8 */
};

static const struct {
  const char *mark;
  size_t length;
  const char *name;
} marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"}, /* longer ones before their prefixes */
             {"\xFF\xFE\0\0", 4, "UTF-32LE"},
             {"\0\0\xFE\xFF", 4, "UTF-32BE"},
             {"\xFF\xFE", 2, "UTF-16LE"},
             {"\xFE\xFF", 2, "UTF-16BE"}};

static const char *by_mark(sse_str sample) {
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (sample.length >= marks[i].length && memcmp(sample.data, marks[i].mark, marks[i].length) == 0)
      return marks[i].name;
  return NULL;
}

/* --- zeros --- */

/* Counts over a sample read as two-byte units; `low` is the position of a unit's low byte. */
struct units {
  size_t count;
  size_t ascii;   /* printable, or white space */
  size_t other;   /* with a high byte that is not zero */
  size_t control; /* neither */
};

static struct units count_units(sse_str sample, size_t low) {
  struct units units = {0};
  for (size_t i = 0; i + 1 < sample.length; i += 2) {
    unsigned char byte = (unsigned char)sample.data[i + low];
    units.count++;
    if (sample.data[i + 1 - low] != 0) {
      units.other++;
    } else if (byte >= 0x20 || (byte >= '\t' && byte <= '\r')) {
      units.ascii++;
    } else {
      units.control++;
    }
  }
  return units;
}

/* Text has at least spaces and line ends. If the sample could also be ASCII with stray zeros, nearly all
 * units must be ASCII. */
static bool is_utf16(sse_str sample, size_t low, bool is_ascii_else) {
  struct units units = count_units(sample, low);
  if (units.control * 100 > units.count || units.ascii == 0) return false;
  return is_ascii_else ? units.ascii * 10 >= units.count * 9
                       : units.ascii >= 2 && units.ascii * 20 >= units.count;
}

static const char *by_zeros(sse_str sample) {
  size_t zeros[4] = {0}, fours = sample.length / 4;
  bool is_ascii_else = true;
  for (size_t i = 0; i < sample.length; i++) {
    unsigned char byte = (unsigned char)sample.data[i];
    if (byte == 0) zeros[i % 4]++;
    if (byte >= 0x80 || (byte < 0x20 && byte != 0 && (byte < '\t' || byte > '\r'))) is_ascii_else = false;
  }
  if (zeros[0] + zeros[1] + zeros[2] + zeros[3] == 0) return NULL;
  if (fours >= 2 && zeros[3] >= fours && zeros[2] * 10 >= fours * 9 && zeros[0] * 10 < fours)
    return "UTF-32LE";
  if (fours >= 2 && zeros[0] >= fours && zeros[1] * 10 >= fours * 9 && zeros[3] * 10 < fours)
    return "UTF-32BE";
  size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
  if (even * 10 <= odd && is_utf16(sample, 0, is_ascii_else)) return "UTF-16LE";
  if (odd * 10 <= even && is_utf16(sample, 1, is_ascii_else)) return "UTF-16BE";
  return NULL;
}

static size_t count_zeros(sse_str sample) {
  size_t zeros = 0;
  for (size_t i = 0; i < sample.length; i++)
    zeros += sample.data[i] == 0;
  return zeros;
}

/* True for control characters that text does not have. Allowed are white space, escape, the shift-out and
 * shift-in of ISO-2022-KR, and the end-of-file mark of DOS. */
static bool is_strange_control(char c) {
  static const char allowed[] = "\b\t\n\v\f\r\x0E\x0F\x1A\x1B";
  return c > 0 && c < 0x20 && !strchr(allowed, c);
}

bool sse_charset_is_binary(sse_str sample) {
  size_t zeros = count_zeros(sample), controls = 0;
  for (size_t i = 0; i < sample.length; i++)
    controls += is_strange_control(sample.data[i]);
  return (zeros > 1 && zeros > sample.length / 100) || (controls > 1 && controls > sample.length / 20);
}

/* --- labels --- */

/* How many bytes of `text`, which does not begin with a whole character, begin one; 0 if none do. */
static size_t cut_length(sse_str text) {
  size_t length = 0;
  while (length < text.length && length < 3 && sse_utf8_is_beginning(sse_str_part(text, 0, length + 1)))
    length++;
  return length;
}

static void count_utf8(struct facts *facts) {
  size_t at = 0;
  while (at < facts->sample.length) {
    sse_str rest = sse_str_part(facts->sample, at, facts->sample.length);
    size_t valid = sse_utf8_valid(rest);
    for (size_t i = 0; i < valid; i++) {
      facts->high += (unsigned char)rest.data[i] >= 0x80;
      facts->multi += (unsigned char)rest.data[i] >= 0xC0;
    }
    rest = sse_str_part(rest, valid, rest.length);
    if (rest.length == 0 || (!facts->is_whole && sse_utf8_is_beginning(rest))) return;
    size_t cut = cut_length(rest);
    facts->high += cut > 1 ? cut : 1;
    facts->cut += cut > 1;
    facts->strange += cut <= 1;
    at += valid + (cut > 1 ? cut : 1);
  }
}

static bool is_wide(const char *name) {
  return strncmp(name, "UTF-16", 6) == 0 || strncmp(name, "UTF-32", 6) == 0;
}

/* Counts the decoding errors in the encoding `name`, not counting a character cut by the sample's end. */
static sse_status count_mistakes(const char *name, const struct facts *facts, size_t *mistakes,
                                 sse_error *err) {
  enum { BLOCK = 16 * 1024 };
  sse_decoder *decoder;
  sse_buffer out = {0};
  sse_status status = sse_decoder_new(name, &decoder, err);
  for (size_t at = 0; !status && at < facts->sample.length; at += BLOCK) {
    bool is_last = facts->sample.length - at <= BLOCK;
    sse_str block = sse_str_part(facts->sample, at, is_last ? facts->sample.length : at + BLOCK);
    status = sse_decode(decoder, block, is_last && facts->is_whole, &out, err);
    sse_buffer_clear(&out);
  }
  size_t repaired = sse_decoder_repaired(decoder);
  size_t zeros = is_wide(name) ? 0 : count_zeros(facts->sample); /* damage in any other encoding, too */
  *mistakes = repaired > zeros ? repaired - zeros : 0;
  sse_decoder_free(decoder);
  sse_buffer_reset(&out);
  return status;
}

static bool is_seven_bit(const char *name) {
  return strncmp(name, "ISO-2022", 8) == 0 || strcmp(name, "HZ-GB-2312") == 0 || strcmp(name, "UTF-7") == 0;
}

/* True if at least three bytes in four are printable ASCII, which no text in UTF-16 or UTF-32 without zeros
 * has. */
static bool reads_as_ascii(sse_str sample) {
  size_t printable = 0;
  for (size_t i = 0; i < sample.length; i++) {
    unsigned char byte = (unsigned char)sample.data[i];
    printable += (byte >= 0x20 && byte < 0x7F) || (byte >= '\t' && byte <= '\r');
  }
  return printable >= sample.length - sample.length / 4;
}

/* Sets `*does` if the bytes can be what the label says. One error per fifty high bytes is damage, not another
 * encoding. In other encodings few bytes form UTF-8 by chance; for Korean in CP949 it is one in eight. */
static sse_status fits(const char *name, const struct facts *facts, bool *does, sse_error *err) {
  size_t mistakes;
  *does = false;
  if (is_wide(name) && reads_as_ascii(facts->sample)) return SSE_OK;
  if (is_seven_bit(name) && facts->high > 0) return SSE_OK;
  if (strcmp(name, "WINDOWS-1252") == 0 && sse_charset_is_foreign(facts->sample)) return SSE_OK;
  if (strcmp(name, "UTF-8") == 0) {
    *does = facts->multi + facts->cut >= facts->strange;
    return SSE_OK;
  }
  sse_status status = count_mistakes(name, facts, &mistakes, err);
  *does = !status && mistakes * 50 <= facts->high;
  return status;
}

static sse_status decide_by_labels(const sse_charset_evidence *evidence, const struct facts *facts,
                                   sse_charset_choice *choice, sse_error *err) {
  sse_charset_choice labels[2] = {{sse_charset_of_label(evidence->transport), SSE_CHARSET_TRANSPORT},
                                  {sse_charset_of_label(evidence->declared), SSE_CHARSET_DECLARED}};
  /* A server that knows nothing says ISO-8859-1. */
  bool is_weak = labels[0].name && strcmp(labels[0].name, "WINDOWS-1252") == 0;
  sse_status status = SSE_OK;
  bool does = false;
  for (size_t i = 0; i < 2 && !status; i++) {
    sse_charset_choice label = labels[is_weak ? 1 - i : i];
    if (label.name) status = fits(label.name, facts, &does, err);
    if (!status && label.name && does) {
      *choice = label;
      return SSE_OK;
    }
  }
  return status;
}

sse_status sse_charset_decide(const sse_charset_evidence *evidence, sse_str sample, bool is_whole,
                              sse_charset_choice *choice, sse_error *err) {
  struct facts facts = {.sample = sample, .is_whole = is_whole};
  const char *option = sse_charset_of_label(sse_str_of(evidence->option));
  const char *zeros = by_zeros(sample);
  *choice = (sse_charset_choice){by_mark(sample), SSE_CHARSET_MARK};
  if (choice->name) return SSE_OK;
  if (option && zeros && is_wide(option)) option = zeros; /* "UTF-16" leaves the byte order open */
  *choice = (sse_charset_choice){option ? option : evidence->option, SSE_CHARSET_OPTION};
  if (choice->name) return SSE_OK;
  *choice = (sse_charset_choice){zeros, SSE_CHARSET_ZEROS};
  if (choice->name) return SSE_OK;
  count_utf8(&facts);
  *choice = (sse_charset_choice){"UTF-8", SSE_CHARSET_UTF8};
  /* a few foreign bytes are damage, and cut characters belong to UTF-8 itself */
  if (facts.multi > 4 * facts.strange && facts.multi >= facts.cut) return SSE_OK;
  choice->name = NULL;
  sse_status status = decide_by_labels(evidence, &facts, choice, err);
  if (status || choice->name) return status;
  *choice = (sse_charset_choice){sse_charset_suggest(sample), SSE_CHARSET_GUESS};
  if (!choice->name && facts.high == 0) *choice = (sse_charset_choice){"UTF-8", SSE_CHARSET_UTF8};
  if (!choice->name) *choice = (sse_charset_choice){"WINDOWS-1252", SSE_CHARSET_DEFAULT};
  return SSE_OK;
}
