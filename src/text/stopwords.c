/* The words of grammar of each language, in stopwords.txt: a word a line with the languages it is one in.
 * Words stand there as they are written and folded; after the language where only another word's folded form
 * is meant stands a ~. Made by scripts/make-stop-words, which names the sources. */
#include "base/lookup.h"
#include "text/text.h"

/* Put into the program by the assembler; the path is from the project's top. */
__asm__(".section .rodata\n"
        ".global text_stop_words_data\n"
        "text_stop_words_data:\n"
        ".incbin \"src/text/stopwords.txt\"\n"
        ".global text_stop_words_end\n"
        "text_stop_words_end:\n"
        ".byte 0\n"
        ".text\n");
extern const char text_stop_words_data[], text_stop_words_end[];

sse_str text_stop_words(void) {
  return (sse_str){text_stop_words_data,
                   (size_t)((uintptr_t)text_stop_words_end - (uintptr_t)text_stop_words_data)};
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

text_languages text_stop_word_languages(sse_str term) {
  return languages_of(sse_lookup(text_stop_words(), term), true);
}

text_languages text_stop_word_languages_typed(sse_str word) {
  return languages_of(sse_lookup(text_stop_words(), word), false);
}
