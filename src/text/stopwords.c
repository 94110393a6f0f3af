/* The words of grammar of each language, in stopwords.txt: a word a line with the languages it is one in,
 * sorted by its bytes, so that a word is found without anything being made of the file first. Words stand
 * there as they are written and folded; behind the language where only another word's folded form is meant
 * stands a
 * ~. Made by scripts/make-stop-words, which names the sources. */
#include "text/text.h"

#include <string.h>

/* Put into the program by the assembler; the path is from the project's top. */
__asm__(".section .rodata\n"
        ".global text_stop_words_data\n"
        "text_stop_words_data:\n"
        ".incbin \"src/text/stopwords.txt\"\n"
        ".byte 0\n"
        ".text\n");
extern const char text_stop_words_data[];

sse_str text_stop_words(void) {
  return sse_str_of(text_stop_words_data);
}

/* The languages named in the rest of a line; those with a ~ only for words of which no accents are known. */
static text_languages languages_of(sse_str names, bool is_folded) {
  text_languages languages = 0;
  sse_str name;
  for (size_t position = 0; sse_str_next(names, ' ', &position, &name);) {
    if (name.data[name.length - 1] == '~' && !is_folded) continue;
    if (name.data[name.length - 1] == '~') name.length--;
    text_language language = text_language_of(name);
    languages |= language == TEXT_NO_LANGUAGE ? UINT32_MAX : (text_languages)1 << language;
  }
  return languages;
}

/* The languages in the line of a word; 0 where it has none. */
static text_languages find(sse_str term, bool is_folded) {
  sse_str all = text_stop_words();
  size_t low = 0, high = all.length; /* of beginnings of lines */
  while (low < high) {
    const char *middle = all.data + low + (high - low) / 2,
               *before = memrchr(all.data + low, '\n', (size_t)(middle - all.data) - low);
    const char *line = before ? before + 1 : all.data + low, *end = line + strcspn(line, "\n");
    size_t length = strcspn(line, " \n"), shorter = length < term.length ? length : term.length;
    int order = shorter > 0 ? memcmp(line, term.data, shorter) : 0;
    if (order == 0) order = (length > term.length) - (length < term.length);
    if (order == 0)
      return languages_of((sse_str){line + length + 1, (size_t)(end - line) - length - 1}, is_folded);
    if (order < 0) {
      low = (size_t)(end - all.data) + 1;
    } else {
      high = (size_t)(line - all.data);
    }
  }
  return 0;
}

text_languages text_stop_word_languages(sse_str term) {
  return find(term, true);
}

text_languages text_stop_word_languages_typed(sse_str word) {
  return find(word, false);
}
