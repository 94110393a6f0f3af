/* The catalogue of messages, and who gets them in which language.
 * Each language is a file of its own in messages/, which is read twice: for the names, of which none may be
 * missing or there twice, and for the texts. None of these needs to be escaped in HTML. */
#include "render/messages.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const tags[MESSAGES_LANGUAGES] = {"en", "fr", "es", "ko"};

/* Does not compile where a name is there twice, nor where one is missing. */
#define MESSAGE(name, text) char name;
#define WHOLE(names)        _Static_assert(sizeof(struct names) == MESSAGES, #names " has other messages")
struct en {
#include "render/messages/en.def"
};
struct fr {
#include "render/messages/fr.def"
};
struct es {
#include "render/messages/es.def"
};
struct ko {
#include "render/messages/ko.def"
};
WHOLE(en);
WHOLE(fr);
WHOLE(es);
WHOLE(ko);
#undef MESSAGE

#define MESSAGE(name, text) [MESSAGE_##name] = (text),
static const char *const texts[MESSAGES_LANGUAGES][MESSAGES] = {
    [MESSAGES_EN] =
        {
#include "render/messages/en.def"
        },
    [MESSAGES_FR] =
        {
#include "render/messages/fr.def"
        },
    [MESSAGES_ES] =
        {
#include "render/messages/es.def"
        },
    [MESSAGES_KO] =
        {
#include "render/messages/ko.def"
        },
};
#undef MESSAGE

/* The weight behind ";q=", in thousandths. */
static int weight_of(const char *parameters, const char *end) {
  enum { WHOLE = 1000 };
  const char *found = memmem(parameters, (size_t)(end - parameters), "q=", 2);
  if (!found) return WHOLE;
  int weight = 0, digits = WHOLE;
  for (found += 2; found < end && digits > 0; found++) {
    if (*found == '.') continue;
    if (*found < '0' || *found > '9') break;
    weight += (*found - '0') * digits;
    digits /= 10;
  }
  return weight;
}

/* True where a tag or locale of that length begins with the language `tag`, and not with a longer one. */
static bool is_named(const char *text, size_t length, const char *tag, const char *ends) {
  return length >= 2 && strncasecmp(text, tag, 2) == 0 && (length == 2 || strchr(ends, text[2]));
}

messages_language messages_choose(const char *accept) {
  messages_language best = MESSAGES_EN;
  int best_weight = 0;
  for (const char *range = accept, *end; range; range = *end ? end + 1 : NULL) {
    range += strspn(range, " \t");
    end = range + strcspn(range, ",");
    for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
      bool named = is_named(range, (size_t)(end - range), tags[i], "-; \t");
      int weight = named ? weight_of(range + 2, end) : 0;
      if (weight <= best_weight) continue;
      best = (messages_language)i;
      best_weight = weight;
    }
  }
  return best;
}

messages_language messages_of_locale(const char *locale) {
  for (int i = 0; locale && i < MESSAGES_LANGUAGES; i++)
    if (is_named(locale, strlen(locale), tags[i], "_.@")) return (messages_language)i;
  return MESSAGES_EN;
}

const char *messages_tag(messages_language language) {
  return tags[language];
}

const char *messages_language_name(const char *tag) {
  static const struct {
    const char *tag, *name;
  } names[] = {{"ar", "العربية"},    {"de", "Deutsch"}, {"en", "English"},
               {"es", "Español"},    {"fa", "فارسی"},   {"fr", "Français"},
               {"he", "עברית"},      {"hi", "हिन्दी"},   {"id", "Bahasa Indonesia"},
               {"it", "Italiano"},   {"ja", "日本語"},  {"ko", "한국어"},
               {"nl", "Nederlands"}, {"pl", "Polski"},  {"pt", "Português"},
               {"ru", "Русский"},    {"sv", "Svenska"}, {"tr", "Türkçe"},
               {"zh", "中文"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(tag, names[i].tag) == 0) return names[i].name;
  return tag;
}

const char *messages_of(messages_language language, messages_id id) {
  return texts[language][id];
}

/* Which numbers have the form for one: Unicode CLDR's plural rules. Its form for whole millions in French and
 * Spanish is for those in words. */
static bool has_form_of_one(messages_language language, size_t count) {
  return language == MESSAGES_FR ? count < 2 : count == 1;
}

void messages_split(messages_language language, messages_id id, size_t count, sse_str *before,
                    sse_str *after) {
  const char *whole = messages_of(language, id), *bar = strchr(whole, '|');
  if (bar && !has_form_of_one(language, count)) whole = bar + 1;
  size_t length = strcspn(whole, "|");
  const char *place = memmem(whole, length, "{}", 2);
  *before = (sse_str){whole, place ? (size_t)(place - whole) : length};
  *after = place ? (sse_str){place + 2, length - before->length - 2} : (sse_str){whole + length, 0};
}

/* The stream's error flag keeps what went wrong; it is looked at once, at the end. */
static void put(FILE *out, sse_str text) {
  (void)fwrite(text.data, 1, text.length, out);
}

void messages_put(FILE *out, messages_language language, messages_id id) {
  (void)fputs(messages_of(language, id), out);
}

void messages_put_count(FILE *out, messages_language language, messages_id id, size_t count) {
  sse_str before, after;
  messages_split(language, id, count, &before, &after);
  put(out, before);
  (void)fprintf(out, "%zu", count);
  put(out, after);
}
