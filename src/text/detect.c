/* The language of a text that does not state it: by its script and, if several languages share that, by a
 * vote of the common words of languages and, for other words, of letters and endings. Texts are short, so
 * every hint counts. If the hints disagree the answer is none: that costs stems, but finds nothing wrong. */
#include "text/analyse.h"
#include "text/classes.h"
#include "text/grammar.h"

#include <string.h>

enum {
  SCRIPT_BYTES = 4096, /* of the text, examined for its script */
  WORDS_MOST = 100,    /* that vote */
  ENDING_MOST = 4,     /* letters */
  ENDING_BEFORE = 2,   /* letters that a word must have before its ending */
  /* Votes, chosen by the errors made with sentences and pairs of words in seventy languages. */
  LATIN_LEAST = 8,
  LATIN_LEAST_OF_TWO = 6, /* if two words have votes for the language */
  OTHER_LEAST = 3,        /* fewer languages share the other scripts */
  LEAD_LEAST = 3,
  LEAD_ENOUGH = 25 /* no text was seen to change its result after that */
};

/* Scripts, in the order of their code points. `weight` is the number of Latin letters that one of its letters
 * counts for. If `shared` is GRAMMAR_SCRIPTS, only one language has the script: `tag`. Otherwise `tag` is its
 * commonest language, first in languages.txt, which has `prior` votes before any word is read. */
static const struct script {
  int32_t first, last;
  unsigned weight, prior;
  grammar_script shared;
  const char *tag;
} scripts[] = {
    {0x0041, 0x024F, 1, 0, GRAMMAR_LATIN, ""},        {0x0370, 0x03FF, 1, 0, GRAMMAR_SCRIPTS, "el"},
    {0x0400, 0x052F, 1, 1, GRAMMAR_CYRILLIC, "ru"},   {0x0530, 0x058F, 1, 0, GRAMMAR_SCRIPTS, "hy"},
    {0x0590, 0x05FF, 1, 3, GRAMMAR_HEBREW, "he"},     {0x0600, 0x077F, 1, 0, GRAMMAR_ARABIC, "ar"},
    {0x0900, 0x097F, 1, 0, GRAMMAR_DEVANAGARI, "hi"}, {0x0980, 0x09FF, 1, 3, GRAMMAR_BENGALI, "bn"},
    {0x0A00, 0x0A7F, 1, 0, GRAMMAR_SCRIPTS, "pa"},    {0x0A80, 0x0AFF, 1, 0, GRAMMAR_SCRIPTS, "gu"},
    {0x0B00, 0x0B7F, 1, 0, GRAMMAR_SCRIPTS, "or"},    {0x0B80, 0x0BFF, 1, 0, GRAMMAR_SCRIPTS, "ta"},
    {0x0C00, 0x0C7F, 1, 0, GRAMMAR_SCRIPTS, "te"},    {0x0C80, 0x0CFF, 1, 0, GRAMMAR_SCRIPTS, "kn"},
    {0x0D00, 0x0D7F, 1, 0, GRAMMAR_SCRIPTS, "ml"},    {0x0D80, 0x0DFF, 1, 0, GRAMMAR_SCRIPTS, "si"},
    {0x0E00, 0x0E7F, 1, 0, GRAMMAR_SCRIPTS, "th"},    {0x0E80, 0x0EFF, 1, 0, GRAMMAR_SCRIPTS, "lo"},
    {0x0F00, 0x0FFF, 1, 0, GRAMMAR_SCRIPTS, "bo"},    {0x1000, 0x109F, 1, 0, GRAMMAR_SCRIPTS, "my"},
    {0x10A0, 0x10FF, 1, 0, GRAMMAR_SCRIPTS, "ka"},    {0x1200, 0x137F, 2, 0, GRAMMAR_SCRIPTS, "am"},
    {0x1780, 0x17FF, 1, 0, GRAMMAR_SCRIPTS, "km"},    {0x1E00, 0x1EFF, 1, 0, GRAMMAR_LATIN, ""},
    {0x1F00, 0x1FFF, 1, 0, GRAMMAR_SCRIPTS, "el"},    {0x3040, 0x30FF, 6, 0, GRAMMAR_SCRIPTS, "ja"},
    {0x3400, 0x4DBF, 3, 0, GRAMMAR_SCRIPTS, "zh"},    {0x4E00, 0x9FFF, 3, 0, GRAMMAR_SCRIPTS, "zh"},
    {0xAC00, 0xD7A3, 3, 0, GRAMMAR_SCRIPTS, "ko"},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts, KANA = 25 };

static const struct script *script_of(int32_t code) {
  if (code < 0x80) {
    bool letter = sse_is_letter(code);
    return letter ? &scripts[0] : NULL;
  }
  for (size_t i = 0; i < SCRIPTS && code >= scripts[i].first; i++)
    if (code <= scripts[i].last) return &scripts[i];
  return NULL;
}

/* The script with the most letters; NULL if there are no letters. Kana make Han Japanese. */
static const struct script *main_script(sse_str text) {
  unsigned counts[SCRIPTS] = {0};
  size_t best = 0, end = text.length < SCRIPT_BYTES ? text.length : SCRIPT_BYTES;
  for (size_t i = 0; i < end;) {
    int32_t code;
    i += text_decode(text, i, &code);
    const struct script *script = script_of(code);
    if (script) counts[script - scripts] += script->weight;
  }
  for (size_t i = 1; i < SCRIPTS; i++)
    if (counts[i] > counts[best]) best = i;
  if (counts[best] == 0) return NULL;
  bool is_han = strcmp(scripts[best].tag, "zh") == 0;
  return is_han && counts[KANA] * 5 > counts[best] ? &scripts[KANA] : &scripts[best];
}

/* The votes of a text's words for its language. */
struct election {
  grammar_words *grammar;
  grammar_script script;
  size_t count; /* number of languages */
  unsigned votes[GRAMMAR_LANGUAGES_MOST];
  grammar_languages current, once, twice; /* that the current word, one word, and two words voted for */
};

/* Returns true if there was a vote. */
static bool vote(struct election *election, grammar_votes votes) {
  grammar_languages all = votes.rows[0] | votes.rows[1] | votes.rows[2];
  for (grammar_languages rest = all; rest; rest &= rest - 1) {
    unsigned place = (unsigned)__builtin_ctzll(rest);
    for (unsigned row = 0; row < GRAMMAR_ROWS; row++)
      election->votes[place] += (unsigned)(votes.rows[row] >> place & 1) << row;
  }
  election->current |= all;
  return all != 0;
}

/* Every known ending votes, also if a longer one does. */
static void vote_endings(struct election *election, sse_str term) {
  enum { BACK_MOST = ENDING_BEFORE + ENDING_MOST };
  size_t starts[BACK_MOST], at = term.length;
  for (size_t count = 0; count < BACK_MOST && at > 0; count++) {
    do {
      at--;
    } while (at > 0 && ((unsigned char)term.data[at] & 0xC0) == 0x80);
    starts[count] = at;
    if (count < ENDING_BEFORE) continue;
    sse_str ending = sse_str_part(term, starts[count - ENDING_BEFORE], term.length);
    (void)vote(election, grammar_of_ending(election->grammar, election->script, ending));
  }
}

static void vote_word(struct election *election, sse_str term, sse_str source) {
  if (vote(election, grammar_of_word(election->grammar, election->script, term))) return;
  vote_endings(election, term);
  for (size_t i = 0; i < source.length;) {
    int32_t code;
    i += text_decode(source, i, &code);
    if (code >= 0x80) (void)vote(election, grammar_of_letter(election->grammar, election->script, code));
  }
}

/* The language with the most votes, and its lead; `stemmed` restricts it to languages with a stemmer. */
static size_t leader(const struct election *election, bool stemmed, unsigned *lead) {
  const unsigned *votes = election->votes;
  size_t best = SIZE_MAX;
  unsigned second = 0;
  for (size_t i = 0; i < election->count; i++) {
    if (stemmed && text_language_of(grammar_tag(election->grammar, election->script, i)) == TEXT_NO_LANGUAGE)
      continue;
    if (best == SIZE_MAX || votes[i] > votes[best]) {
      if (best != SIZE_MAX) second = votes[best];
      best = i;
    } else if (votes[i] > second) {
      second = votes[i];
    }
  }
  *lead = best == SIZE_MAX ? 0 : votes[best] - second;
  return best == SIZE_MAX ? 0 : best;
}

/* Words in another script say nothing about the language. */
static bool is_of_script(grammar_script script, sse_str word) {
  int32_t code = 0;
  if (word.length > 0) (void)text_decode(word, 0, &code);
  const struct script *own = script_of(code);
  return own && own->shared == script;
}

/* The tag of the leader if it leads clearly: by one word with many votes, or by two words. */
static sse_str clear_leader(const struct election *election, bool stemmed, unsigned least) {
  unsigned lead;
  size_t best = leader(election, stemmed, &lead);
  if (election->script == GRAMMAR_LATIN && election->twice >> best & 1) least = LATIN_LEAST_OF_TWO;
  bool is_clear = lead >= LEAD_LEAST && election->votes[best] >= least;
  return is_clear ? grammar_tag(election->grammar, election->script, best) : (sse_str){0};
}

/* If a language with a stemmer and one without are about equal, the former is taken, as more is written in
 * it. A single word is taken for the commonest language of its script, unless it clearly belongs to
 * another. */
static sse_str outcome(const struct election *election, const struct script *script, size_t words) {
  unsigned lead, least = script->shared == GRAMMAR_LATIN ? LATIN_LEAST : OTHER_LEAST;
  size_t best = leader(election, false, &lead), stemmed = leader(election, true, &lead);
  sse_str tag = clear_leader(election, false, least);
  if (tag.length == 0 && election->votes[stemmed] >= election->votes[best])
    tag = clear_leader(election, true, least);
  if (tag.length > 0) return tag;
  bool is_common = words == 1 && *script->tag && (election->votes[0] > 0 || election->votes[best] == 0);
  return is_common ? sse_str_of(script->tag) : (sse_str){0};
}

static sse_str detect_shared(text_analyser *analyser, const struct script *script, sse_str text) {
  struct election election = {.grammar = analyser->grammar, .script = script->shared};
  text_word *at = &analyser->word;
  size_t position = 0, words = 0;
  unsigned lead = 0;
  election.count = grammar_count(election.grammar, script->shared);
  election.votes[0] = script->prior;
  for (int count = 0; count < WORDS_MOST && lead < LEAD_ENOUGH && words_next(text, &position, at); count++) {
    sse_str source = sse_str_part(text, at->start, at->end);
    if (!is_of_script(script->shared, source)) continue;
    election.current = 0;
    vote_word(&election, (sse_str){at->term, at->term_length}, source);
    election.twice |= election.once & election.current;
    election.once |= election.current;
    (void)leader(&election, false, &lead);
    words++;
  }
  return outcome(&election, script, words);
}

sse_str text_detect(text_analyser *analyser, sse_str text) {
  const struct script *script = main_script(text);
  if (!script) return (sse_str){0};
  return script->shared == GRAMMAR_SCRIPTS ? sse_str_of(script->tag) : detect_shared(analyser, script, text);
}

bool text_is_stop_word(const text_analyser *analyser, sse_str term, text_languages languages) {
  return grammar_is_plain(analyser->grammar, term, languages);
}
