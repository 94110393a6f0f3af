/* Splits bylines into names. The possible name of an organisation is left whole: "Ministry of Food and
 * Agriculture" is one author, and so is "García López, Ana" in a library catalogue.
 * Works on bytes, not characters, since the text may not have been cleaned yet. */
#include "source/authors.h"
#include "base/url.h"

#include <string.h>

enum { NAME_LONGEST = 200 /* bytes */, LINE_LONGEST = 160 };

/* ---- Labels ------------------------------------------------------------------------------------- */

/* What distinguishes a label from the beginning of a name. */
enum certainty {
  SURE,
  WITH_COLON, /* "Author: Ann Smith", and not "Authors Guild" */
  BEFORE_TWO  /* with a colon, or before two capitalised words: "von Anna Berg", and not "von Berg" */
};

/* The labels that bylines begin with. */
static const struct {
  const char *text;
  enum certainty certainty;
} labels[] = {
    {"written by", SURE},    {"view all posts by", SURE}, {"posted by", SURE},     {"reported by", SURE},
    {"story by", SURE},      {"words by", SURE},          {"text by", SURE},       {"by", SURE},
    {"authors", WITH_COLON}, {"author", WITH_COLON},      {"écrit par", SURE},     {"rédigé par", SURE},
    {"publié par", SURE},    {"auteurs", WITH_COLON},     {"auteur", WITH_COLON},  {"par", BEFORE_TWO},
    {"escrito por", SURE},   {"publicado por", SURE},     {"autores", WITH_COLON}, {"autora", WITH_COLON},
    {"autor", WITH_COLON},   {"por", BEFORE_TWO},         {"verfasst von", SURE},  {"autorin", WITH_COLON},
    {"von", BEFORE_TWO},     {"scritto da", SURE},        {"door", BEFORE_TWO},    {"text", WITH_COLON},
    {"Автор", WITH_COLON},   {"Текст", WITH_COLON},       {"글쓴이", WITH_COLON},  {"작성자", WITH_COLON}};

/* The end of the white space and colons at `at`. */
static size_t skip_space(sse_str text, size_t at) {
  for (;;) {
    if (at < text.length && (sse_is_space(text.data[at]) || text.data[at] == ':')) {
      at++;
    } else if (at + 1 < text.length && memcmp(text.data + at, "\xC2\xA0", 2) == 0) {
      at += 2;
    } else {
      return at;
    }
  }
}

static bool is_upper(char byte) {
  return sse_is_upper(byte) || (unsigned char)byte >= 0x80;
}

/* Returns true if the words up to `end` are a label of the text from `start` on, judging by what is between
 * them. */
static bool is_label(sse_str text, size_t end, size_t start, enum certainty certainty) {
  if (start == end || start == text.length) return false;
  sse_str rest = sse_str_part(text, start, text.length);
  if (certainty == SURE || memchr(text.data + end, ':', start - end)) return true;
  const char *space = memchr(rest.data, ' ', rest.length);
  return certainty == BEFORE_TWO && is_upper(rest.data[0]) && space && space[-1] != ',';
}

/* Returns the text without its label; sets `*has_label` if it had one. */
static sse_str without_label(sse_str text, bool *has_label) {
  static const char reporter[] = " 기자"; /* Korean bylines end with their label */
  *has_label = false;
  for (size_t i = 0; i < sizeof labels / sizeof *labels && !*has_label; i++) {
    size_t length = strlen(labels[i].text);
    size_t start = sse_str_begins(text, labels[i].text) ? skip_space(text, length) : length;
    *has_label = is_label(text, length, start, labels[i].certainty);
    if (*has_label) text = sse_str_trim(sse_str_part(text, start, text.length));
  }
  if (sse_str_ends(text, reporter)) {
    *has_label = true;
    text = sse_str_trim(sse_str_part(text, 0, text.length - (sizeof reporter - 1)));
  }
  return text;
}

/* ---- Addresses ----------------------------------------------------------------------------------- */

/* Returns true for a text with letters, at least as many as digits: dates occur next to names. */
static bool has_letters(sse_str text) {
  size_t letters = 0, digits = 0;
  for (size_t i = 0; i < text.length; i++) {
    letters += is_upper((char)(text.data[i] & ~0x20)) || is_upper(text.data[i]);
    digits += sse_is_digit(text.data[i]);
  }
  return letters > 0 && letters >= digits;
}

static bool is_address(sse_str text) {
  bool is_word = text.length > 0 && !memchr(text.data, ' ', text.length);
  return sse_url_is_web(text) || sse_str_begins(text, "www.") ||
         (is_word && (text.data[0] == '/' || sse_str_find(text, ".com/")));
}

/* Appends a text without the email addresses in it, as in "Ann Smith <ann@example.org>" and "ann@example.org
 * (Ann Smith)". */
static void append_without_mail(sse_str text, sse_buffer *out) {
  for (size_t at = 0, end; at < text.length; at = end + 1) {
    for (end = at; end < text.length && !sse_is_space(text.data[end]);)
      end++;
    sse_str word = sse_str_part(text, at, end);
    const char *at_sign = word.length > 0 ? memchr(word.data, '@', word.length) : NULL;
    bool is_mail = at_sign && at_sign > word.data && at_sign + 1 < word.data + word.length;
    if (word.length == 0 || is_mail) continue;
    if (out->length > 0) sse_buffer_append_text(out, " ");
    sse_buffer_append_str(out, word);
  }
}

static sse_str without_brackets(sse_str text) {
  static const char pairs[][2] = {{'(', ')'}, {'<', '>'}, {'"', '"'}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    if (text.length < 3 || text.data[0] != pairs[i][0]) continue;
    const char *end = memchr(text.data + 1, pairs[i][1], text.length - 1);
    if (end == text.data + text.length - 1) return sse_str_trim(sse_str_part(text, 1, text.length - 1));
  }
  return text;
}

/* Returns true for placeholders that software writes for an unnamed author. */
static bool is_account(sse_str name) {
  static const char *const accounts[] = {
      "admin",        "administrator",         "super user", "webmaster", "user", "unknown", "no author",
      "windows user", "microsoft office user", NULL};
  return sse_str_is_any(name, accounts);
}

static void append_name(sse_buffer *names, sse_str name, field_form form) {
  while (name.length > 0 && name.data[name.length - 1] == ',') /* EndNote's organisations */
    name = sse_str_trim(sse_str_part(name, 0, name.length - 1));
  bool is_text = form != FIELD_IS_PLAIN && name.length > NAME_LONGEST; /* a description of somebody */
  if (is_text || is_address(name) || is_account(name) || !has_letters(name)) return;
  sse_buffer_append_str(names, name);
  sse_buffer_append_text(names, "\n");
}

/* ---- People -------------------------------------------------------------------------------------- */

/* Words in names that are not capitalised. */
static bool is_particle(sse_str word) {
  static const char *const words[] = {"de", "del", "della", "der", "den", "di",  "da",  "do",  "dos", "das",
                                      "du", "van", "von",   "vom", "zu",  "zur", "la",  "le",  "los", "las",
                                      "el", "al",  "bin",   "ibn", "ben", "ter", "ten", "dal", "af",  "av"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sse_str_equal(word, sse_str_of(words[i]))) return true;
  return false;
}

/* A name in Chinese, Japanese or Korean has a few characters of three bytes and no spaces. */
static bool is_dense_name(sse_str text) {
  enum { SHORTEST = 6, LONGEST = 15 };
  for (size_t i = 0; i < text.length; i += 3)
    if ((unsigned char)text.data[i] < 0xE3 || (unsigned char)text.data[i] > 0xED) return false;
  return text.length >= SHORTEST && text.length <= LONGEST && text.length % 3 == 0;
}

/* Returns true for what looks like a person's full name: two to five capitalised words. */
static bool is_person(sse_str text) {
  enum { WORDS_LEAST = 2, WORDS_MOST = 5 };
  sse_str word;
  int large = 0, count = 0;
  text = sse_str_trim(text);
  if (is_dense_name(text)) return true;
  for (size_t position = 0; sse_str_next(text, ' ', &position, &word);) {
    if (word.length == 0) continue;
    for (size_t i = 0; i < word.length; i++)
      if (sse_is_digit(word.data[i]) || strchr("()/:@", word.data[i])) return false;
    if (!is_upper(word.data[0]) && !is_particle(word)) return false;
    large += is_upper(word.data[0]);
    count++;
  }
  return large >= WORDS_LEAST && count <= WORDS_MOST;
}

/* The length of the separator between people at `at`; 0 for none. */
static size_t separator_at(sse_str text, size_t at) {
  static const char *const separators[] = {",",    "，",  "、",  "،",    " and ", " & ", " und ",
                                           " et ", " y ", " e ", " og ", " och ", " / "};
  sse_str rest = sse_str_part(text, at, text.length);
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (sse_str_begins(rest, separators[i])) return strlen(separators[i]);
  return 0;
}

/* Returns true for a job title after a name: "AP National Writer". */
static bool is_office(sse_str text) {
  static const char *const offices[] = {"writer", "reporter", "editor", "correspondent", "columnist"};
  for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
    if (sse_str_ends(text, offices[i])) return true;
  return false;
}

/* Reads the next person in a byline; returns false after the last. */
static bool next_person(sse_str text, size_t *position, sse_str *person) {
  size_t start = *position, length = 0;
  if (start >= text.length) return false;
  while (*position < text.length && (length = separator_at(text, *position)) == 0)
    ++*position;
  *person = sse_str_trim(sse_str_part(text, start, *position));
  *position += length;
  /* "Ann Smith, and Bob Jones": the second separator begins with the space after the first. */
  if (length == 1 && *position < text.length && separator_at(text, *position) > 0)
    *position += separator_at(text, *position);
  return true;
}

/* Returns true if everything that a byline separates is a person. */
static bool are_people(sse_str text) {
  sse_str person;
  for (size_t position = 0; next_person(text, &position, &person);)
    if (!is_person(person)) return false;
  return true;
}

/* Returns several people without the word after them, which is a place or, as in "Ann Smith and Bob Jones,
 * dpa", an agency (`*agency`). After one person it may be the given name of another one. */
static sse_str without_last_word(sse_str text, sse_str *agency) {
  size_t end = text.length, count = 0;
  while (end > 0 && text.data[end - 1] != ',')
    end--;
  if (end == 0) return text;
  sse_str people = sse_str_part(text, 0, end - 1), person;
  sse_str word = sse_str_trim(sse_str_part(text, end, text.length));
  if (word.length < 2 || memchr(word.data, ' ', word.length) || !are_people(people)) return text;
  for (size_t position = 0; next_person(people, &position, &person);)
    count++;
  if (count < 2) return text;
  if (is_upper(word.data[0]) == is_upper(word.data[1])) *agency = word;
  return people;
}

/* Returns true for a publication after a name: "Ann Smith, The Guardian". */
static bool is_publisher(sse_str text) {
  static const char *const endings[] = {" News", " Times", " Press", " Agency", " Tribune", " Magazine"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (sse_str_ends(text, endings[i])) return true;
  return sse_str_begins(text, "The ");
}

/* Returns the people without the place they write from: "Ann Smith in Paris". */
static sse_str without_place(sse_str text) {
  static const char *const words[] = {" in ", " à ", " en "};
  for (size_t at = 1; at < text.length; at++) {
    sse_str rest = sse_str_part(text, at, text.length), before = sse_str_part(text, 0, at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      size_t length = strlen(words[i]);
      bool is_one = rest.length > length && sse_str_begins(rest, words[i]) && is_upper(rest.data[length]);
      if (is_one && are_people(before)) return before;
    }
  }
  return text;
}

/* Returns true for initials: "A.", "A. B.", "J.-P.". */
static bool is_initials(sse_str text) {
  size_t letters = 0, points = 0;
  for (size_t i = 0; i < text.length; i++) {
    letters += is_upper(text.data[i]) && (text.data[i] & 0xC0) != 0x80; /* counts characters, not bytes */
    points += text.data[i] == '.';
    if (!is_upper(text.data[i]) && !strchr(". -", text.data[i])) return false;
  }
  return letters > 0 && letters == points;
}

/* Appends names that are each followed by initials after a comma: "Smith, A., Jones, B. & Ruiz, C.". Returns
 * false, and appends nothing, for any others. */
static bool append_inverted(sse_buffer *names, sse_str text) {
  sse_str family, initials;
  size_t count = 0;
  for (size_t position = 0; next_person(text, &position, &family); count++)
    if (!next_person(text, &position, &initials) || !is_initials(initials) || family.length == 0)
      return false;
  for (size_t position = 0; count > 1 && next_person(text, &position, &family);) {
    if (!next_person(text, &position, &initials)) return false;
    append_name(names,
                sse_str_part(text, (size_t)(family.data - text.data),
                             (size_t)(initials.data - text.data) + initials.length),
                FIELD_IS_PLAIN);
  }
  return count > 1;
}

/* Appends the people that a byline begins with. */
static void append_people(sse_buffer *names, sse_str text) {
  sse_str person;
  bool is_first = true;
  for (size_t position = 0; next_person(text, &position, &person) && is_person(person); is_first = false)
    if (!is_office(person) && (is_first || !is_publisher(person))) append_name(names, person, FIELD_IS_ANY);
}

/* ---- All together -------------------------------------------------------------------------------- */

/* Reads the next part of a text, separated as names of any form are; returns false after the last. */
static bool next_part(sse_str text, size_t *position, sse_str *part) {
  static const char wide[] = "；";
  size_t start = *position;
  if (start >= text.length) return false;
  for (; *position < text.length; ++*position) {
    sse_str rest = sse_str_part(text, *position, text.length);
    size_t length = strchr(";|\n\r", rest.data[0]) && rest.data[0] ? 1 : sse_str_begins(rest, wide) ? 3 : 0;
    if (length == 0) continue;
    *part = sse_str_trim(sse_str_part(text, start, *position));
    *position += length;
    return true;
  }
  *part = sse_str_trim(sse_str_part(text, start, text.length));
  return true;
}

void authors_append(sse_buffer *names, sse_str text, field_form form) {
  sse_buffer plain = {0};
  sse_str part;
  for (size_t position = 0; next_part(text, &position, &part);) {
    bool has_label = false, is_byline = form != FIELD_IS_PLAIN;
    sse_buffer_clear(&plain);
    append_without_mail(part, &plain);
    sse_str name = sse_buffer_str(&plain);
    if (!has_letters(name)) name = part; /* an email address alone */
    if (name.length == 0) continue;
    name = without_brackets(name);
    if (is_byline) name = without_label(name, &has_label);
    if (has_label) name = without_place(name);
    sse_str agency = {0};
    if (is_byline) name = without_last_word(name, &agency);
    if (is_byline && are_people(name)) {
      append_people(names, name);
    } else if (!is_byline || !append_inverted(names, name)) {
      append_name(names, name, form);
    }
    append_name(names, agency, form);
  }
  if (plain.failed) names->failed = true;
  sse_buffer_reset(&plain);
}

void authors_offer(struct fields *fields, int *best, int rank, sse_str text, field_form form) {
  sse_buffer *names = &fields->raw[FIELD_AUTHOR], found = {0};
  if (rank < *best) return;
  authors_append(&found, text, form);
  if (rank > *best && found.length > 0) {
    sse_buffer_clear(names);
    *best = rank;
  }
  sse_buffer_append_str(names, sse_buffer_str(&found));
  if (found.failed) names->failed = true;
  sse_buffer_reset(&found);
}

/* The length of the part of a line before a date, a place or anything else that follows the names. */
static size_t names_length(sse_str line) {
  static const char *const ends[] = {"|", "·", "•", "–", "—", " - ", " on ", "(", "/"};
  for (size_t at = 0; at < line.length; at++) {
    sse_str rest = sse_str_part(line, at, line.length);
    if (sse_is_digit(rest.data[0])) return at;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
      if (sse_str_begins(rest, ends[i])) return at;
  }
  return line.length;
}

void authors_append_of_line(sse_buffer *names, sse_str line) {
  bool has_label;
  line = sse_str_trim(line);
  if (line.length == 0 || line.length > LINE_LONGEST) return;
  sse_str rest = without_label(sse_str_trim(sse_str_part(line, 0, names_length(line))), &has_label);
  if (has_label) append_people(names, without_place(rest));
}
