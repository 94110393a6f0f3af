/* The catalogue of messages, and who gets them in which language.
 * A language more is a column more.
 * None of the texts needs to be escaped in HTML. */
#include "render/messages.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const tags[MESSAGES_LANGUAGES] = {"en", "fr", "es", "ko"};

static const char *const texts[MESSAGES][MESSAGES_LANGUAGES] = {
    [MESSAGE_SEARCH] = {"Search", "Rechercher", "Buscar", "검색"},
    [MESSAGE_SEARCH_LABEL] = {"Search the archive", "Rechercher dans les archives", "Buscar en el archivo",
                              "자료 검색"},
    [MESSAGE_KEYS] = {"Press / to search, and the arrow keys to move through the results.",
                      "Touche / pour chercher, flèches pour parcourir les résultats.",
                      "Tecla / para buscar, flechas para recorrer los resultados.",
                      "/ 키로 검색하고 화살표 키로 결과를 이동합니다."},
    [MESSAGE_SKIP] = {"Skip to the results", "Aller aux résultats", "Ir a los resultados", "결과로 건너뛰기"},
    [MESSAGE_RESULTS] = {"Results", "Résultats", "Resultados", "결과"},
    [MESSAGE_NARROW] = {"Narrow the search", "Affiner la recherche", "Acotar la búsqueda", "검색 좁히기"},
    [MESSAGE_ITEMS] = {"{} item|{} items", "{} article|{} articles", "{} noticia|{} noticias", "{}건"},
    [MESSAGE_MORE_ITEMS] = {"More than {} items", "Plus de {} articles", "Más de {} noticias", "{}건 이상"},
    [MESSAGE_LATEST] = {"The latest of {} items", "Les plus récents de {} articles",
                        "Lo más reciente de {} noticias", "전체 {}건 중 최신 자료"},
    [MESSAGE_NOTHING] = {"Nothing was found. Fewer or other words may help.",
                         "Rien n’a été trouvé. Essayez avec moins de mots, ou d’autres.",
                         "No se encontró nada. Pruebe con menos palabras, o con otras.",
                         "결과가 없습니다. 검색어를 줄이거나 바꾸어 보세요."},
    [MESSAGE_SOME_WORDS] =
        {"Few items have all the words, so items with some of them follow.",
         "Peu d’articles contiennent tous les mots : suivent ceux qui en contiennent une partie.",
         "Pocas noticias tienen todas las palabras: siguen las que tienen algunas.",
         "모든 단어가 있는 자료가 적어, 일부만 있는 자료도 이어집니다."},
    [MESSAGE_NONE_BUT_SOME] =
        {"No item has all the words; {} has some|No item has all the words; {} have some",
         "Aucun article ne contient tous les mots ; {} en contient une partie|"
         "Aucun article ne contient tous les mots ; {} en contiennent une partie",
         "Ninguna noticia tiene todas las palabras; {} tiene algunas|"
         "Ninguna noticia tiene todas las palabras; {} tienen algunas",
         "모든 단어가 있는 자료는 없고, 일부만 있는 자료가 {}건 있습니다"},
    [MESSAGE_NONE_BUT_MORE_SOME] =
        {"No item has all the words; more than {} have some",
         "Aucun article ne contient tous les mots ; plus de {} en contiennent une partie",
         "Ninguna noticia tiene todas las palabras; más de {} tienen algunas",
         "모든 단어가 있는 자료는 없고, 일부만 있는 자료가 {}건 넘게 있습니다"},
    [MESSAGE_EVERY_WORD] = {"{} item has all the words|{} items have all the words",
                            "{} article contient tous les mots|{} articles contiennent tous les mots",
                            "{} noticia tiene todas las palabras|{} noticias tienen todas las palabras",
                            "모든 단어가 있는 자료 {}건"},
    [MESSAGE_AND_SOME] = {"{} more has some|{} more have some",
                          "{} autre en contient une partie|{} autres en contiennent une partie",
                          "{} más tiene algunas|{} más tienen algunas", "일부만 있는 자료 {}건"},
    [MESSAGE_AND_MORE_SOME] = {"over {} more have some", "plus de {} autres en contiennent une partie",
                               "más de {} tienen solo algunas", "일부만 있는 자료 {}건 이상"},
    [MESSAGE_WITH_SOME] = {"With some of the words:", "Avec une partie des mots :",
                           "Con algunas de las palabras:", "일부 단어만 있는 자료:"},
    [MESSAGE_QUERY_CUT] =
        {"The query is long: only its first {} different words were searched for.",
         "La requête est longue : seuls ses {} premiers mots différents ont été recherchés.",
         "La consulta es larga: solo se buscaron sus primeras {} palabras distintas.",
         "검색어가 길어서 서로 다른 단어 중 처음 {}개만 검색했습니다."},
    [MESSAGE_DID_YOU_MEAN] = {"Did you mean:", "Vouliez-vous dire :", "Quizás quiso decir:",
                              "이것을 찾으셨나요:"},
    [MESSAGE_SORT] = {"Sort by", "Trier par", "Ordenar por", "정렬"},
    [MESSAGE_RELEVANCE] = {"Relevance", "Pertinence", "Relevancia", "관련도순"},
    [MESSAGE_NEWEST] = {"Newest first", "Plus récents", "Más recientes", "최신순"},
    [MESSAGE_OLDEST] = {"Oldest first", "Plus anciens", "Más antiguas", "오래된순"},
    [MESSAGE_TIMELINE] = {"Items over time", "Articles dans le temps", "Noticias en el tiempo",
                          "기간별 자료"},
    [MESSAGE_YEAR] = {"Year", "Année", "Año", "연도"},
    [MESSAGE_MONTH] = {"Month", "Mois", "Mes", "월"},
    [MESSAGE_SOURCE] = {"Source", "Source", "Fuente", "출처"},
    [MESSAGE_LANGUAGE] = {"Language", "Langue", "Idioma", "언어"},
    [MESSAGE_GROUP] = {"Group", "Groupe", "Grupo", "그룹"},
    [MESSAGE_ARCHIVE] = {"Archive", "Archive", "Archivo", "아카이브"},
    [MESSAGE_AUTHORS] = {"Authors", "Auteurs", "Autores", "저자"},
    [MESSAGE_DATE] = {"Date", "Date", "Fecha", "날짜"},
    [MESSAGE_TAGS] = {"Tags", "Mots-clés", "Etiquetas", "태그"},
    [MESSAGE_ADDRESS] = {"Address", "Adresse", "Dirección", "주소"},
    [MESSAGE_ARCHIVED] = {"Archived copy", "Copie archivée", "Copia archivada", "보관된 사본"},
    [MESSAGE_LINE] = {"Line", "Ligne", "Línea", "줄"},
    [MESSAGE_ID] = {"Id", "Identifiant", "Identificador", "식별자"},
    [MESSAGE_FIELD] = {"{}: ", "{} : ", "{}: ", "{}: "},
    [MESSAGE_DECIMAL_POINT] = {".", ",", ",", "."},
    [MESSAGE_OTHERS] = {"and {} more", "et {} autre|et {} autres", "y {} más", "외 {}개"},
    [MESSAGE_NEW_ITEMS] = {"{} new item|{} new items", "{} nouvel article|{} nouveaux articles",
                           "{} noticia nueva|{} noticias nuevas", "새 자료 {}건"},
    [MESSAGE_ABOUT] = {" for {}", " pour {}", " para {}", ": {}"},
    [MESSAGE_REST] = {"{} more item was found.|{} more items were found.",
                      "{} autre article a été trouvé.|{} autres articles ont été trouvés.",
                      "Se encontró {} noticia más.|Se encontraron {} noticias más.",
                      "그 밖에 {}건이 더 있습니다."},
    [MESSAGE_REST_AT_LEAST] = {"At least {} more items were found.",
                               "Au moins {} autres articles ont été trouvés.",
                               "Se encontraron al menos {} noticias más.",
                               "그 밖에 {}건 이상이 더 있습니다."},
    [MESSAGE_STORIES] = {", {} story|, {} stories", ", {} sujet|, {} sujets", ", {} asunto|, {} asuntos",
                         ", 소식 {}개"},
    [MESSAGE_ALSO] = {"also: {}", "aussi : {}", "también: {}", "같은 소식: {}"},
    [MESSAGE_ALSO_IN] = {"also in {}", "aussi en {}", "también en {}", "다른 언어: {}"},
    [MESSAGE_REMOVE] = {"Remove the filter {}", "Retirer le filtre {}", "Quitar el filtro {}",
                        "{} 필터 지우기"},
    [MESSAGE_PAGES] = {"Pages", "Pages", "Páginas", "페이지"},
    [MESSAGE_PREVIOUS] = {"Previous", "Précédente", "Anterior", "이전"},
    [MESSAGE_NEXT] = {"Next", "Suivante", "Siguiente", "다음"},
    [MESSAGE_PAGE] = {"Page {}", "Page {}", "Página {}", "{}쪽"},
    [MESSAGE_PAST_LAST] = {"There is only {} page.|There are only {} pages.",
                           "Il n’y a que {} page.|Il n’y a que {} pages.",
                           "Solo hay {} página.|Solo hay {} páginas.", "{}쪽까지만 있습니다."},
    [MESSAGE_DETAILS] = {"Details: {}", "Détails : {}", "Detalles: {}", "자세히: {}"},
    [MESSAGE_MORE_LIKE] = {"Details", "Détails", "Detalles", "자세히"},
    [MESSAGE_ORIGINAL] = {"Read it where it was published", "Lire à la source", "Leer en la fuente",
                          "원문 보기"},
    [MESSAGE_SIMILAR] = {"Similar items", "Articles similaires", "Noticias similares", "비슷한 자료"},
    [MESSAGE_FEED] = {"Feed of this search", "Flux de cette recherche", "Canal de esta búsqueda",
                      "이 검색의 피드"},
    [MESSAGE_BACK] = {"Search", "Recherche", "Búsqueda", "검색"},
    [MESSAGE_NOT_FOUND] = {"There is no such page.", "Cette page n’existe pas.", "Esta página no existe.",
                           "페이지가 없습니다."},
    [MESSAGE_TOO_SLOW] = {"The search took too long. Ask for fewer or rarer words, or try again.",
                          "La recherche a pris trop de temps. Essayez des mots moins nombreux ou plus rares.",
                          "La búsqueda tardó demasiado. Pruebe con menos palabras, o más raras.",
                          "검색이 너무 오래 걸렸습니다. 더 적거나 드문 단어로 다시 시도하세요."},
    [MESSAGE_TROUBLE] = {"The archive cannot be searched at the moment. Please try again later.",
                         "La recherche est indisponible pour le moment. Réessayez plus tard.",
                         "La búsqueda no está disponible en este momento. Inténtelo más tarde.",
                         "지금은 검색할 수 없습니다. 나중에 다시 시도하세요."},
    [MESSAGE_BAD_ADDRESS] = {"The address of this page is not right: {}",
                             "L’adresse de cette page est incorrecte : {}",
                             "La dirección de esta página no es correcta: {}",
                             "페이지 주소가 잘못되었습니다: {}"},
    [MESSAGE_GUIDE] = {"How to search", "Comment chercher", "Cómo buscar", "검색 방법"},
    [MESSAGE_GUIDE_WORDS] = {"these words, in any form", "ces mots, sous toutes leurs formes",
                             "estas palabras, en cualquier forma", "이 단어들, 형태는 무관"},
    [MESSAGE_GUIDE_PHRASE] = {"these words side by side", "ces mots côte à côte",
                              "estas palabras, una junto a otra", "나란히 있는 이 단어들"},
    [MESSAGE_GUIDE_REQUIRED] = {"both words, without exception", "les deux mots, sans exception",
                                "las dos palabras, sin excepción", "두 단어 모두 필수"},
    [MESSAGE_GUIDE_WITHOUT] = {"the first word without the second", "le premier mot sans le second",
                               "la primera palabra sin la segunda", "앞 단어는 있고 뒤 단어는 없는 자료"},
    [MESSAGE_GUIDE_EITHER] = {"one word or the other", "un mot ou l’autre", "una palabra u otra",
                              "두 단어 중 하나"},
    [MESSAGE_GUIDE_BEGINNING] = {"words that begin so", "les mots qui commencent ainsi",
                                 "las palabras que empiezan así", "이렇게 시작하는 단어"},
    [MESSAGE_GUIDE_NEAR] = {"with at most five words between them", "avec cinq mots au plus entre les deux",
                            "con cinco palabras entre ellas como máximo", "사이에 다섯 단어 이하"},
    [MESSAGE_GUIDE_EXACT] = {"exactly as written, accents too", "exactement comme écrit, accents compris",
                             "exactamente como está escrita, también los acentos", "악센트까지 쓴 그대로"},
    [MESSAGE_GUIDE_FIELDS] = {"in the headline, the tags, the names of authors",
                              "dans le titre, les mots-clés, les noms d’auteur",
                              "en el titular, las etiquetas, los nombres de autor",
                              "제목, 태그, 저자 이름에서"},
    [MESSAGE_GUIDE_FILTERS] = {"by publisher, language, website", "par éditeur, langue, site web",
                               "por editor, idioma, sitio web", "출처, 언어, 웹사이트로"},
    [MESSAGE_GUIDE_DATES] = {"in that month; since 30 days ago; before that year",
                             "ce mois-là ; depuis 30 jours ; avant cette année",
                             "en ese mes; desde hace 30 días; antes de ese año",
                             "그 달에; 최근 30일; 그 해 이전"},
    [MESSAGE_GUIDE_HAS] = {"with a date; without an address", "avec une date ; sans adresse",
                           "con fecha; sin dirección", "날짜가 있는; 주소가 없는"},
};

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
  return texts[id][language];
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
