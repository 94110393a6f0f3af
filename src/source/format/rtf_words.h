/* Private to source/: the control words of RTF (Microsoft, Rich Text Format 1.9.1) that say something of the
 * text; others only say how it looks.
 * Data, and the functions that look in it. */
#ifndef SSE_SOURCE_RTF_WORDS_H
#define SSE_SOURCE_RTF_WORDS_H

#include "base/str.h"

typedef enum rtf_action {
  RTF_NONE,
  RTF_TEXT,     /* stands for a text */
  RTF_LINE,     /* ends a line */
  RTF_SKIP,     /* begins a group that is not text of the document */
  RTF_KEEP,     /* begins one that is, also where readers who do not know it are told to skip it */
  RTF_NOTE,     /* begins one that goes to the notes */
  RTF_FONTS,    /* the table of fonts */
  RTF_TITLE,    /* of the properties */
  RTF_AUTHOR,   /* the same */
  RTF_KEYWORDS, /* the same */
  RTF_CREATED,  /* the same */
  RTF_YEAR,     /* of a date */
  RTF_MONTH,
  RTF_DAY,
  RTF_CODEPAGE, /* of bytes that no font says it of */
  RTF_DEFAULT,  /* the font at the beginning */
  RTF_PLAIN,    /* back to that, and to what is shown */
  RTF_FONT,
  RTF_CHARSET, /* of a font in its table */
  RTF_UNICODE, /* a character */
  RTF_COUNT,   /* how many characters after each of these stand for it */
  RTF_BYTES,   /* how many bytes of something else follow */
  RTF_HIDDEN   /* or not, with a zero */
} rtf_action;

struct rtf_word {
  const char *name, *text; /* the text of RTF_TEXT */
  rtf_action action;
};

/* What a control word does; NULL for one that says nothing of the text. */
const struct rtf_word *rtf_words_find(sse_str name);

/* The name of the character set that a font's \fcharset stands for; NULL for those that say nothing. */
const char *rtf_words_charset(long number);

#endif
