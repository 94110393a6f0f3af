/* The catalogue of messages.
 * Each language is a file in messages/, which is included twice: for the names, to check that none is missing
 * or duplicated, and for the texts. Texts need no escaping in HTML. */
#include "render/messages.h"

#include <string.h>

/* Does not compile if a name is duplicated or missing. */
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
struct pt {
#include "render/messages/pt.def"
};
struct de {
#include "render/messages/de.def"
};
struct ko {
#include "render/messages/ko.def"
};
struct ja {
#include "render/messages/ja.def"
};
struct ar {
#include "render/messages/ar.def"
};
WHOLE(en);
WHOLE(fr);
WHOLE(es);
WHOLE(pt);
WHOLE(de);
WHOLE(ko);
WHOLE(ja);
WHOLE(ar);
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
    [MESSAGES_PT] =
        {
#include "render/messages/pt.def"
        },
    [MESSAGES_DE] =
        {
#include "render/messages/de.def"
        },
    [MESSAGES_KO] =
        {
#include "render/messages/ko.def"
        },
    [MESSAGES_JA] =
        {
#include "render/messages/ja.def"
        },
    [MESSAGES_AR] =
        {
#include "render/messages/ar.def"
        },
};
#undef MESSAGE

const char *messages_of(messages_language language, messages_id id) {
  return texts[language][id];
}

bool messages_split(messages_language language, messages_id id, size_t count, sse_str *before,
                    sse_str *after) {
  const char *whole = messages_of(language, id), *bar = strchr(whole, '|');
  for (unsigned form = bar ? languages_form(language, count) : 0; form > 0 && bar; form--) {
    whole = bar + 1;
    bar = strchr(whole, '|');
  }
  size_t length = strcspn(whole, "|");
  const char *place = memmem(whole, length, "{}", 2);
  *before = (sse_str){whole, place ? (size_t)(place - whole) : length};
  *after = place ? (sse_str){place + 2, length - before->length - 2} : (sse_str){whole + length, 0};
  return place != NULL;
}

/* The stream's error flag records failures; it is checked once, at the end. */
static void put(FILE *out, sse_str text) {
  (void)fwrite(text.data, 1, text.length, out);
}

void messages_put(FILE *out, messages_language language, messages_id id) {
  (void)fputs(messages_of(language, id), out);
}

void messages_put_count(FILE *out, messages_language language, messages_id id, size_t count) {
  sse_str before, after;
  bool has_place = messages_split(language, id, count, &before, &after);
  put(out, before);
  if (has_place) {
    char number[LANGUAGES_NUMBER_SIZE];
    (void)fputs(languages_number(language, count, number), out);
  }
  put(out, after);
}

void messages_append_count(sse_buffer *out, messages_language language, messages_id id, size_t count) {
  sse_str before, after;
  bool has_place = messages_split(language, id, count, &before, &after);
  sse_buffer_append_str(out, before);
  if (has_place) {
    char number[LANGUAGES_NUMBER_SIZE];
    sse_buffer_append_text(out, languages_number(language, count, number));
  }
  sse_buffer_append_str(out, after);
}
