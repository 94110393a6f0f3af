/* The language of a text that does not say it: by its script, and for Latin letters by a vote of the words of
 * grammar, the telling letters and the endings in its first words. Headlines and summaries are short, so
 * every hint counts; where the hints disagree the answer is none, which costs stems but finds nothing wrong.
 */
#include "text/analyse.h"
#include "text/classes.h"
#include "text/grammar.h"

#include <string.h>

enum {
  SCRIPT_BYTES = 4096, /* of the text are looked at for its script */
  WORDS_MOST = 100,    /* are asked for their vote */
  WORD_VOTES = 3,      /* of a word of grammar; a letter or an ending has one */
  VOTES_LEAST = 4,
  LEAD_ENOUGH = 15 /* votes; no text was seen to change its mind behind that */
};

/* Scripts that tell a language, or nearly so; `weight` is how many Latin letters one of theirs stands for. */
static const struct script {
  int32_t first, last;
  unsigned weight;
  const char *tag;
} scripts[] = {
    {0x0041, 0x024F, 1, ""},   {0x0370, 0x03FF, 1, "el"}, {0x0400, 0x052F, 1, "ru"},
    {0x0530, 0x058F, 1, "hy"}, {0x0590, 0x05FF, 1, "he"}, {0x0600, 0x06FF, 1, "ar"},
    {0x0900, 0x097F, 1, "hi"}, {0x0B80, 0x0BFF, 1, "ta"}, {0x0E00, 0x0E7F, 1, "th"},
    {0x1F00, 0x1FFF, 1, "el"}, {0x3040, 0x30FF, 6, "ja"}, {0x3400, 0x4DBF, 3, "zh"},
    {0x4E00, 0x9FFF, 3, "zh"}, {0xAC00, 0xD7A3, 3, "ko"}, {0x1E00, 0x1EFF, 1, ""},
    {0x0980, 0x09FF, 1, "bn"}, {0x0A00, 0x0A7F, 1, "pa"}, {0x0A80, 0x0AFF, 1, "gu"},
    {0x0C00, 0x0C7F, 1, "te"}, {0x0C80, 0x0CFF, 1, "kn"}, {0x0D00, 0x0D7F, 1, "ml"},
    {0x0D80, 0x0DFF, 1, "si"}, {0x0E80, 0x0EFF, 1, "lo"}, {0x1000, 0x109F, 1, "my"},
    {0x10A0, 0x10FF, 1, "ka"}, {0x1200, 0x137F, 2, "am"}, {0x1780, 0x17FF, 1, "km"},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/* Letters by which a language shows that shares its script with the one above. */
static const struct {
  const char *tag, *other, *letters;
} exceptions[] = {
    {"ru", "uk", "іїєґ"},  {"ru", "be", "ў"},     {"ru", "sr", "јљњћђџ"}, {"ru", "mk", "ѓќѕ"},
    {"ru", "kk", "қғңұө"}, {"ar", "ur", "ٹڈڑںے"}, {"ar", "fa", "پچژگکی"},
};

static bool has_letter(const char *letters, sse_str letter) {
  for (size_t length; *letters; letters += length) {
    length = 1;
    while (((unsigned char)letters[length] & 0xC0) == 0x80)
      length++;
    if (length == letter.length && memcmp(letters, letter.data, length) == 0) return true;
  }
  return false;
}

static const struct script *script_of(int32_t code) {
  if (code < 0x80) {
    bool letter = (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    return letter ? &scripts[0] : NULL;
  }
  for (size_t i = 0; i < SCRIPTS; i++)
    if (code >= scripts[i].first && code <= scripts[i].last) return &scripts[i];
  return NULL;
}

/* The tag of the script with the most letters; "" for Latin, NULL for none. Kana make Han Japanese. */
static const char *main_script(sse_str text) {
  unsigned counts[SCRIPTS] = {0};
  size_t best = 0, end = text.length < SCRIPT_BYTES ? text.length : SCRIPT_BYTES;
  for (size_t i = 0; i < end;) {
    int32_t code;
    i += class_decode(text, i, &code);
    const struct script *script = script_of(code);
    if (script) counts[script - scripts] += script->weight;
  }
  for (size_t i = 1; i < SCRIPTS; i++)
    if (counts[i] > counts[best]) best = i;
  if (counts[best] == 0) return NULL;
  const char *tag = scripts[best].tag;
  return strcmp(tag, "zh") == 0 && counts[10] * 5 > counts[best] ? "ja" : tag;
}

/* Looks for the letters of another language of the same script. */
static const char *refine(sse_str text, const char *tag) {
  size_t end = text.length < SCRIPT_BYTES ? text.length : SCRIPT_BYTES;
  for (size_t i = 0; i < end;) {
    int32_t code;
    size_t length = class_decode(text, i, &code);
    for (size_t k = 0; length == 2 && k < sizeof exceptions / sizeof *exceptions; k++)
      if (strcmp(exceptions[k].tag, tag) == 0 &&
          has_letter(exceptions[k].letters, sse_str_part(text, i, i + length)))
        return exceptions[k].other;
    i += length;
  }
  return tag;
}

static void vote(unsigned votes[GRAMMAR_COUNT], uint32_t languages, unsigned weight) {
  for (unsigned i = 0; i < GRAMMAR_COUNT; i++)
    if (languages >> i & 1) votes[i] += weight;
}

static bool has_ending(const char *endings, sse_str term) {
  for (const char *start = endings, *end; *start; start = *end ? end + 1 : end) {
    end = strchr(start, ' ');
    if (!end) end = start + strlen(start);
    size_t length = (size_t)(end - start);
    if (term.length > length + 1 && memcmp(term.data + term.length - length, start, length) == 0) return true;
  }
  return false;
}

static void vote_word(const grammar_words *words, sse_str term, sse_str source,
                      unsigned votes[GRAMMAR_COUNT]) {
  uint32_t languages = grammar_words_find(words, term);
  vote(votes, languages, WORD_VOTES);
  if (languages) return;
  for (unsigned i = 0; i < GRAMMAR_COUNT; i++)
    if (has_ending(grammars[i].endings, term)) votes[i]++;
  for (size_t i = 0, length; i < source.length; i += length) {
    int32_t code;
    length = class_decode(source, i, &code);
    if (length == 1) continue;
    for (unsigned k = 0; k < GRAMMAR_COUNT; k++)
      if (has_letter(grammars[k].letters, sse_str_part(source, i, i + length))) votes[k]++;
  }
}

/* The language with the most votes, and by how many it leads. */
static size_t leader(const unsigned votes[GRAMMAR_COUNT], unsigned *lead) {
  size_t best = 0;
  unsigned second = 0;
  for (size_t i = 1; i < GRAMMAR_COUNT; i++) {
    if (votes[i] > votes[best]) {
      second = votes[best];
      best = i;
    } else if (votes[i] > second) {
      second = votes[i];
    }
  }
  *lead = votes[best] - second;
  return best;
}

static const char *detect_latin(text_analyser *analyser, sse_str text) {
  unsigned votes[GRAMMAR_COUNT] = {0}, lead = 0;
  text_word *at = &analyser->word;
  size_t position = 0, best = 0;
  for (int count = 0; count < WORDS_MOST && lead < LEAD_ENOUGH && words_next(text, &position, at); count++) {
    vote_word(analyser->grammar, (sse_str){at->term, at->term_length}, sse_str_part(text, at->start, at->end),
              votes);
    best = leader(votes, &lead);
  }
  return lead > 0 && votes[best] >= VOTES_LEAST ? grammars[best].tag : "";
}

sse_str text_detect(text_analyser *analyser, sse_str text) {
  const char *tag = main_script(text);
  if (!tag) return (sse_str){0};
  tag = *tag ? refine(text, tag) : detect_latin(analyser, text);
  return *tag ? sse_str_of(tag) : (sse_str){0};
}

bool text_is_stop_word(const text_analyser *analyser, sse_str term, text_languages languages) {
  return grammar_is_plain(analyser->grammar, term, languages);
}
