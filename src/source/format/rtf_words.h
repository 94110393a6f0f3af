/* Private to source/: the control words of RTF (Microsoft, Rich Text Format 1.9.1) that affect the text; the
 * others only describe its appearance.
 * Data, and the functions that search it. */
#ifndef SSE_SOURCE_RTF_WORDS_H
#define SSE_SOURCE_RTF_WORDS_H

#include "base/str.h"

typedef enum rtf_action {
  RTF_NONE,
  RTF_TEXT,     /* stands for a text */
  RTF_LINE,     /* ends a line */
  RTF_SKIP,     /* begins a group that is not text of the document */
  RTF_KEEP,     /* begins one that is, even if readers that do not know it are told to skip it */
  RTF_NOTE,     /* begins a group that belongs to the notes */
  RTF_FONTS,    /* the table of fonts */
  RTF_TITLE,    /* a property */
  RTF_AUTHOR,   /* the same */
  RTF_KEYWORDS, /* the same */
  RTF_CREATED,  /* the same */
  RTF_YEAR,     /* of a date */
  RTF_MONTH,
  RTF_DAY,
  RTF_CODEPAGE, /* the code page of bytes for which no font specifies one */
  RTF_DEFAULT,  /* the font at the beginning */
  RTF_PLAIN,    /* resets to the default font and to visible text */
  RTF_FONT,
  RTF_CHARSET, /* of a font in its table */
  RTF_UNICODE, /* a Unicode character */
  RTF_COUNT,   /* how many characters after each RTF_UNICODE are its fallback */
  RTF_BYTES,   /* how many bytes of binary data follow */
  RTF_HIDDEN   /* hides the text, or shows it again if its parameter is zero */
} rtf_action;

struct rtf_word {
  const char *name, *text; /* `text` is for RTF_TEXT */
  rtf_action action;
};

/* What a control word does; NULL for one that does not affect the text. */
const struct rtf_word *rtf_words_find(sse_str name);

/* The name of the character set for a font's \fcharset; NULL for those that name none. */
const char *rtf_words_charset(long number);

#endif
