/* Labels of character sets, as data: what pages, feeds and mailers write, and the encoding they mean.
 * Names are iconv's; if an encoding has a superset that everyone decodes it as, the superset is named.
 * Case, '-', '_', '.' and spaces in a label do not matter, so each spelling is listed once. */
#ifndef SSE_BASE_CHARSET_LABELS_H
#define SSE_BASE_CHARSET_LABELS_H

typedef struct sse_charset_row {
  const char *name;   /* for sse_decoder_new; iconv's, except for HZ-GB-2312 */
  const char *labels; /* separated by spaces */
} sse_charset_row;

/* Sources: the WHATWG Encoding Standard, 4.2 "Names and labels"; also the aliases in the IANA registry,
 * Python's codecs, and labels that mailers are known to write. Encodings that the Standard rejects to keep
 * browsers safe (ISO-2022-KR, HZ and the like) are decoded, since old mail uses them. */
static const sse_charset_row sse_charset_rows[] = {
    {"UTF-8",
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf8mb3 utf8mb4 utf-8-sig "
     "cp65001 csutf8 al32utf8 u8"},
    {"IBM866", "866 cp866 csibm866 ibm866"},
    {"ISO-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2:1987 l2 latin2 8859-2"},
    {"ISO-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3:1988 l3 latin3"},
    {"ISO-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4:1988 l4 latin4"},
    {"ISO-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5:1988"},
    {"ISO-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso_8859-6:1987"},
    {"ISO-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso_8859-7:1987 "
                   "sun_eu_greek"},
    {"ISO-8859-8", "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i "
                   "iso-ir-138 iso_8859-8:1988 logical visual"},
    {"ISO-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 l6 latin6"},
    {"ISO-8859-13", "iso-8859-13 l7 latin7"},
    {"ISO-8859-14", "iso-8859-14 iso-celtic iso-ir-199 l8 latin8"},
    {"ISO-8859-15", "csisolatin9 iso-8859-15 l9 latin9 latin0 cp923 ibm923"},
    {"ISO-8859-16", "iso-8859-16 iso-ir-226 l10 latin10"},
    {"KOI8-R", "cskoi8r koi koi8 koi8-r cp878"},
    {"KOI8-U", "koi8-ru koi8-u cp1168"},
    {"MACINTOSH", "csmacintosh mac macintosh x-mac-roman macroman apple-roman"},
    {"WINDOWS-874",
     "dos-874 iso-8859-11 tis-620 windows-874 cp874 ibm874 x-windows-874 tis620-0 tis620.2529-1 "
     "tis620.2533-0 iso-ir-166 thai"},
    {"WINDOWS-1250", "cp1250 windows-1250 x-cp1250 win-1250 ms-ee"},
    {"WINDOWS-1251", "cp1251 windows-1251 x-cp1251 win-1251 ms-cyrl"},
    {"WINDOWS-1252", "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
                     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 win-1252 ms-ansi 8859-1 ansi "
                     "ansi_x3.4-1986 iso646-us iso-646.irv:1991 iso-ir-6 us ibm367 cp367 csascii western "
                     "x-ansi x-user-defined"},
    {"WINDOWS-1253", "cp1253 windows-1253 x-cp1253 win-1253 ms-greek"},
    {"WINDOWS-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254 "
     "win-1254 ms-turk"},
    {"WINDOWS-1255", "cp1255 windows-1255 x-cp1255 win-1255 ms-hebr"},
    {"WINDOWS-1256", "cp1256 windows-1256 x-cp1256 win-1256 ms-arab"},
    {"WINDOWS-1257", "cp1257 windows-1257 x-cp1257 win-1257 winbaltrim"},
    {"WINDOWS-1258", "cp1258 windows-1258 x-cp1258 win-1258"},
    {"MAC-UK", "x-mac-cyrillic x-mac-ukrainian mac-cyrillic"},
    {"GB18030", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 cp936 ms936 "
                "windows-936 euc-cn euccn eucgb2312-cn gb2312-1980 gb2312-80 x-euc-cn csgbk csgb18030 "
                "gb18030-2000 gb18030-2005 gb18030-2022 gb13000 zh-cn"},
    {"BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 big5-tw big5-eten cp950 ms950 windows-950 x-big5 "
                   "big5-hkscs:2004 hkscs csbig5hkscs zh-tw"},
    {"EUC-TW", "euc-tw x-euc-tw"},
    {"EUC-JP-MS",
     "cseucpkdfmtjapanese euc-jp x-euc-jp euc-jp-ms eucjp-win eucjp-open cp51932 ujis u-jis x-eucjp "
     "extended_unix_code_packed_format_for_japanese"},
    {"ISO-2022-JP",
     "csiso2022jp iso-2022-jp iso-2022-jp-1 iso-2022-jp-ext iso-2022-jp-ms cp50220 cp50221 cp50222 "
     "jis jis7 x-windows-iso2022jp"},
    {"ISO-2022-JP-2", "iso-2022-jp-2 csiso2022jp2"},
    {"ISO-2022-JP-3", "iso-2022-jp-3 iso-2022-jp-2004"},
    {"CP932", "csshiftjis ms_kanji shift_jis sjis windows-31j x-sjis cp932 ms932 mskanji ibm-943 cp943 s_jis "
              "windows-932 sjis-win sjis-open cswindows31j x-ms-cp932 x-shift-jis"},
    {"SHIFT_JISX0213", "shift_jisx0213 sjisx0213 shift_jis-2004 shift_jis_2004"},
    {"CP949", "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
              "windows-949 cp949 ms949 uhc ks_c_5601 ksx1001 ks_x_1001 x-windows-949 x-euc-kr"},
    {"JOHAB", "johab cp1361 ms1361 x-johab"},
    {"ISO-2022-KR", "csiso2022kr iso-2022-kr"},
    {"HZ-GB-2312", "hz-gb-2312 hz hzgb hz-gb"},
    {"ISO-2022-CN", "iso-2022-cn csiso2022cn"},
    {"ISO-2022-CN-EXT", "iso-2022-cn-ext csiso2022cnext"},
    {"UTF-7", "utf-7 csunicode11utf7 unicode-1-1-utf-7 u7 x-unicode-2-0-utf-7"},
    {"UTF-16", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 u16"},
    {"UTF-16LE", "utf-16le ucs-2le x-utf-16le unicodelittle"},
    {"UTF-16BE", "unicodefffe utf-16be ucs-2be x-utf-16be unicodebig"},
    {"UTF-32", "utf-32 ucs-4 iso-10646-ucs-4 csucs4 u32"},
    {"UTF-32LE", "utf-32le ucs-4le"},
    {"UTF-32BE", "utf-32be ucs-4be"},
    {"IBM437", "437 cp437 ibm437 cspc8codepage437"},
    {"IBM850", "850 cp850 ibm850 cspc850multilingual"},
    {"IBM852", "852 cp852 ibm852 cspcp852"},
    {"IBM855", "855 cp855 ibm855 csibm855"},
    {"IBM857", "857 cp857 ibm857 csibm857"},
    {"CP737", "cp737"},
    {"CP775", "cp775 ibm775"},
    {"IBM862", "862 cp862 ibm862"},
    {"MAC-CENTRALEUROPE", "x-mac-ce x-mac-centraleurroman mac-centraleurope maclatin2 mac-latin2"},
    {"VISCII", "viscii csviscii"},
    {"TCVN", "tcvn tcvn5712-1 tcvn-5712 x-viet-tcvn5712"},
    {"ARMSCII-8", "armscii-8"},
    {"GEORGIAN-PS", "georgian-ps"},
    {"KOI8-T", "koi8-t"},
    {"PT154", "pt154 ptcp154 csptcp154 cyrillic-asian"},
    {"RK1048", "kz-1048 kz1048 rk1048 strk1048-2002"},
};

#endif
