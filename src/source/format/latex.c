/* TeX in bibliographies: accents, letters, dashes, quotes, and braces that only group.
 * Nothing is executed: a command is a known letter, or is removed with the white space after it.
 * Pure functions. */
#include "source/format/latex.h"

#include <string.h>

/* Commands that put an accent on the next letter, with their combining characters. */
static const struct {
  const char *command, *mark;
} accents[] = {
    {"`", "\xCC\x80"}, {"'", "\xCC\x81"}, {"^", "\xCC\x82"}, {"~", "\xCC\x83"},
    {"=", "\xCC\x84"}, {"u", "\xCC\x86"}, {".", "\xCC\x87"}, {"\"", "\xCC\x88"},
    {"r", "\xCC\x8A"}, {"H", "\xCC\x8B"}, {"v", "\xCC\x8C"}, {"d", "\xCC\xA3"},
    {"c", "\xCC\xA7"}, {"k", "\xCC\xA8"}, {"b", "\xCC\xB1"}, {"textcommabelow", "\xCC\xA6"},
};

/* Commands for letters and symbols. */
static const struct {
  const char *command, *text;
} symbols[] = {
    {"ss", "ß"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "i"},
    {"j", "j"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteright", "’"},
    {"textquoteleft", "‘"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"ldots", "…"},
    {"dots", "…"},
    {"textellipsis", "…"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"copyright", "©"},
    {"textcopyright", "©"},
    {"textdegree", "°"},
    {"euro", "€"},
    {"texteuro", "€"},
    {"pounds", "£"},
    {"textsterling", "£"},
    {"S", "§"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"textunderscore", "_"},
    {"times", "×"},
    {"textbar", "|"},
    {"textless", "<"},
    {"textgreater", ">"},
    {"newline", " "},
    {"par", "\n"},
    {"slash", "/"},
    {"textquotesingle", "'"},
    {"textbraceleft", "{"},
    {"textbraceright", "}"},
    {"textasciicircum", "^"},
    /* From mathematics (the LaTeX2e reference, 16.2), names, and other quotation marks. */
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"epsilon", "ϵ"},
    {"varepsilon", "ε"},
    {"zeta", "ζ"},
    {"eta", "η"},
    {"theta", "θ"},
    {"vartheta", "ϑ"},
    {"iota", "ι"},
    {"kappa", "κ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"nu", "ν"},
    {"xi", "ξ"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"varsigma", "ς"},
    {"tau", "τ"},
    {"upsilon", "υ"},
    {"phi", "ϕ"},
    {"varphi", "φ"},
    {"chi", "χ"},
    {"psi", "ψ"},
    {"omega", "ω"},
    {"Gamma", "Γ"},
    {"Delta", "Δ"},
    {"Theta", "Θ"},
    {"Lambda", "Λ"},
    {"Xi", "Ξ"},
    {"Pi", "Π"},
    {"Sigma", "Σ"},
    {"Upsilon", "Υ"},
    {"Phi", "Φ"},
    {"Psi", "Ψ"},
    {"Omega", "Ω"},
    {"pm", "±"},
    {"leq", "≤"},
    {"le", "≤"},
    {"geq", "≥"},
    {"ge", "≥"},
    {"neq", "≠"},
    {"ne", "≠"},
    {"approx", "≈"},
    {"sim", "∼"},
    {"infty", "∞"},
    {"cdot", "·"},
    {"to", "→"},
    {"rightarrow", "→"},
    {"leftarrow", "←"},
    {"ell", "ℓ"},
    {"partial", "∂"},
    {"sum", "∑"},
    {"int", "∫"},
    {"in", "∈"},
    {"cup", "∪"},
    {"cap", "∩"},
    {"subset", "⊂"},
    {"LaTeX", "LaTeX"},
    {"TeX", "TeX"},
    {"BibTeX", "BibTeX"},
    {"dag", "†"},
    {"ddag", "‡"},
    {"P", "¶"},
    {"textbullet", "•"},
    {"bullet", "•"},
    {"guilsinglleft", "‹"},
    {"guilsinglright", "›"},
    {"quotedblbase", "„"},
    {"quotesinglbase", "‚"},
    {"glqq", "„"},
    {"grqq", "“"},
    {"flqq", "«"},
    {"frqq", "»"},
    {"textexclamdown", "¡"},
    {"textquestiondown", "¿"},
    {"textordfeminine", "ª"},
    {"textordmasculine", "º"},
    /* From textcomp (in LaTeX itself since 2020): the symbols of the TS1 encoding, by their characters in
     * ts1enc.dfu. */
    {"textmu", "µ"},
    {"textohm", "Ω"},
    {"textmho", "℧"},
    {"textcelsius", "℃"},
    {"textpertenthousand", "‱"},
    {"textperthousand", "‰"},
    {"textnumero", "№"},
    {"textestimated", "℮"},
    {"textservicemark", "℠"},
    {"textcopyleft", "🄯"},
    {"textcircledP", "℗"},
    {"textcurrency", "¤"},
    {"textcent", "¢"},
    {"textcentoldstyle", "¢"},
    {"textdollar", "$"},
    {"textdollaroldstyle", "$"},
    {"textyen", "¥"},
    {"textwon", "₩"},
    {"textflorin", "ƒ"},
    {"textlira", "₤"},
    {"textnaira", "₦"},
    {"textguarani", "₲"},
    {"textpeso", "₱"},
    {"textdong", "₫"},
    {"textbaht", "฿"},
    {"textcolonmonetary", "₡"},
    {"textsection", "§"},
    {"textparagraph", "¶"},
    {"textpilcrow", "¶"},
    {"textdagger", "†"},
    {"textdaggerdbl", "‡"},
    {"textasteriskcentered", "∗"},
    {"textperiodcentered", "·"},
    {"textopenbullet", "◦"},
    {"textbigcircle", "◯"},
    {"textbrokenbar", "¦"},
    {"textbardbl", "‖"},
    {"textfractionsolidus", "⁄"},
    {"textonehalf", "½"},
    {"textonequarter", "¼"},
    {"textthreequarters", "¾"},
    {"textonesuperior", "¹"},
    {"texttwosuperior", "²"},
    {"textthreesuperior", "³"},
    {"texttimes", "×"},
    {"textdiv", "÷"},
    {"textpm", "±"},
    {"textminus", "−"},
    {"textlnot", "¬"},
    {"textsurd", "√"},
    {"textleftarrow", "←"},
    {"textrightarrow", "→"},
    {"textuparrow", "↑"},
    {"textdownarrow", "↓"},
    {"textlangle", "〈"},
    {"textrangle", "〉"},
    {"textlbrackdbl", "⟦"},
    {"textrbrackdbl", "⟧"},
    {"textlquill", "⁅"},
    {"textrquill", "⁆"},
    {"textmusicalnote", "♪"},
    {"textdied", "†"},
    {"textmarried", "⚭"},
    {"textdivorced", "⚮"},
    {"textrecipe", "℞"},
    {"textreferencemark", "※"},
    {"textinterrobang", "‽"},
    {"textblank", "␢"},
    {"textquotestraightbase", "‚"},
    {"textquotestraightdblbase", "„"},
    {"textasciidieresis", "¨"},
    {"textasciiacute", "´"},
    {"textasciigrave", "`"},
    {"textasciimacron", "¯"},
    {"textacutedbl", "˝"},
    {"textasciibreve", "˘"},
    {"textasciicaron", "ˇ"},
    {"textgravedbl", "˵"},
    {"textvisiblespace", "␣"},
    {"textsharp", "♯"},
    {"textquotedbl", "\""},
    {"textnobreakspace", " "},
    {"div", "÷"},
};

static size_t skip_spaces(sse_str tex, size_t at) {
  while (at < tex.length && sse_is_space(tex.data[at]))
    at++;
  return at;
}

/* The length of the UTF-8 character that begins with `byte`. */
static size_t character_length(unsigned char byte) {
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* The combining character for an accent command; NULL for other commands. */
static const char *mark_of(sse_str command) {
  for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
    if (sse_str_equal(command, sse_str_of(accents[i].command))) return accents[i].mark;
  return NULL;
}

static const char *symbol_of(sse_str command) {
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
    if (sse_str_equal(command, sse_str_of(symbols[i].command))) return symbols[i].text;
  return NULL;
}

/* The end of the name of the command whose backslash is at `at`: letters, or one other character. */
static size_t name_end(sse_str tex, size_t at) {
  size_t end = at + 1;
  while (end < tex.length && sse_is_letter(tex.data[end]))
    end++;
  return end > at + 1 || end == tex.length ? end : end + 1;
}

/* Appends the letter at `at` and the accent on it; returns the position after it. */
static size_t append_accented(sse_str tex, size_t at, const char *mark, sse_buffer *out) {
  size_t opened = 0;
  for (at = skip_spaces(tex, at); at < tex.length && tex.data[at] == '{'; opened++)
    at = skip_spaces(tex, at + 1);
  if (at < tex.length && tex.data[at] == '\\') { /* \'{\i} */
    size_t end = name_end(tex, at);
    const char *symbol = symbol_of(sse_str_part(tex, at + 1, end));
    if (symbol) sse_buffer_append_text(out, symbol);
    at = symbol ? skip_spaces(tex, end) : at;
    if (symbol) sse_buffer_append_text(out, mark);
  } else if (at < tex.length && tex.data[at] != '}') {
    size_t length = character_length((unsigned char)tex.data[at]);
    if (length > tex.length - at) length = tex.length - at;
    sse_buffer_append_str(out, sse_str_part(tex, at, at + length));
    sse_buffer_append_text(out, mark);
    at += length;
  }
  while (opened > 0 && at < tex.length && tex.data[at] == '}') {
    at++;
    opened--;
  }
  return at;
}

/* Returns true for a command whose first argument is not shown. Reference managers (Zotero) write them to
 * balance braces that are text: \{\vphantom{\}}. The second argument of \href is the link's text, that of
 * \texorpdfstring the text without mathematics. */
static bool is_phantom(sse_str command) {
  static const char *const names[] = {"phantom", "vphantom", "hphantom", "href", "texorpdfstring"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (sse_str_equal(command, sse_str_of(names[i]))) return true;
  return false;
}

size_t latex_string_end(sse_str text, size_t at) {
  bool has_quotes = text.data[at] == '"';
  size_t depth = 0;
  for (size_t i = at + has_quotes; i < text.length; i++) {
    if (text.data[i] == '\\') {
      i++;
    } else if (text.data[i] == '{') {
      depth++;
    } else if (text.data[i] == '}' && depth > 0) {
      depth--;
    }
    if (i < text.length && depth == 0 && text.data[i] == (has_quotes ? '"' : '}')) return i;
  }
  return text.length;
}

/* The end of the argument in braces at `at`; `at` if there is none. */
static size_t argument_end(sse_str tex, size_t at) {
  if (at == tex.length || tex.data[at] != '{') return at;
  size_t end = latex_string_end(tex, at);
  return end < tex.length ? end + 1 : end;
}

/* Converts the command at `at`; returns the position after it. */
static size_t append_command(sse_str tex, size_t at, sse_buffer *out) {
  size_t end = name_end(tex, at);
  sse_str name = sse_str_part(tex, at + 1, end);
  if (name.length == 0) return end;
  const char *mark = mark_of(name), *symbol = symbol_of(name);
  if (mark &&
      (!sse_is_letter(name.data[0]) || (end < tex.length && (tex.data[end] == '{' || tex.data[end] == ' '))))
    return append_accented(tex, end, mark, out);
  if (symbol) {
    sse_buffer_append_text(out, symbol);
    return skip_spaces(tex, end);
  }
  if (is_phantom(name)) return argument_end(tex, skip_spaces(tex, end));
  if (sse_is_letter(name.data[0])) return skip_spaces(tex, end);
  if (name.data[0] == '\\') {
    sse_buffer_append_text(out, " ");
  } else if (!strchr("/-,;:!@()[]", name.data[0])) { /* those are spaces and line break hints */
    sse_buffer_append_str(out, name);                /* \& \% \_ \{ */
  }
  return end;
}

/* Appends the character for consecutive hyphens or quotes; returns how many bytes they are, 0 for none. */
static size_t append_ligature(sse_str rest, sse_buffer *out) {
  static const struct {
    const char *from, *to;
  } known[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!sse_str_begins(rest, known[i].from)) continue;
    sse_buffer_append_text(out, known[i].to);
    return strlen(known[i].from);
  }
  return 0;
}

void latex_append_text(sse_str tex, sse_buffer *out) {
  for (size_t at = 0; at < tex.length;) {
    sse_str rest = sse_str_part(tex, at, tex.length);
    size_t length = append_ligature(rest, out);
    if (length > 0) {
      at += length;
    } else if (rest.data[0] == '\\') {
      at = append_command(tex, at, out);
    } else if (sse_is_space(rest.data[0])) { /* an empty line ends a paragraph */
      size_t end = skip_spaces(tex, at);
      const char *first = memchr(rest.data, '\n', end - at), *last = memrchr(rest.data, '\n', end - at);
      sse_buffer_append_text(out, first != last ? "\n" : " ");
      at = end;
    } else {
      if (rest.data[0] == '~') sse_buffer_append_text(out, " ");
      if (!rest.data[0] || !strchr("~{}$", rest.data[0])) sse_buffer_append(out, rest.data, 1);
      at++;
    }
  }
}
