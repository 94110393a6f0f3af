/* The words of the pages, and who gets them in which language. A language more is a column more. */
#include "serve/words.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const tags[WORDS_LANGUAGES] = {"en", "fr", "es", "ko"};

static const char *const texts[WORDS_TEXTS][WORDS_LANGUAGES] = {
    [WORDS_SEARCH] = {"Search", "Rechercher", "Buscar", "검색"},
    [WORDS_SEARCH_LABEL] = {"Search the archive", "Rechercher dans les archives", "Buscar en el archivo",
                            "자료 검색"},
    [WORDS_KEYS] = {"Press / to search, and the arrow keys to move through the results.",
                    "Touche / pour chercher, flèches pour parcourir les résultats.",
                    "Tecla / para buscar, flechas para recorrer los resultados.",
                    "/ 키로 검색하고 화살표 키로 결과를 이동합니다."},
    [WORDS_SKIP] = {"Skip to the results", "Aller aux résultats", "Ir a los resultados", "결과로 건너뛰기"},
    [WORDS_RESULTS] = {"Results", "Résultats", "Resultados", "결과"},
    [WORDS_NARROW] = {"Narrow the search", "Affiner la recherche", "Acotar la búsqueda", "검색 좁히기"},
    [WORDS_ONE_ITEM] = {"1 item", "1 article", "1 noticia", "1건"},
    [WORDS_ITEMS] = {"{} items", "{} articles", "{} noticias", "{}건"},
    [WORDS_MORE_ITEMS] = {"More than {} items", "Plus de {} articles", "Más de {} noticias", "{}건 이상"},
    [WORDS_LATEST] = {"The latest of {} items", "Les plus récents de {} articles",
                      "Lo más reciente de {} noticias", "전체 {}건 중 최신 자료"},
    [WORDS_NOTHING] = {"Nothing was found. Fewer or other words may help.",
                       "Rien n’a été trouvé. Essayez avec moins de mots, ou d’autres.",
                       "No se encontró nada. Pruebe con menos palabras, o con otras.",
                       "결과가 없습니다. 검색어를 줄이거나 바꾸어 보세요."},
    [WORDS_SOME_WORDS] =
        {"Few items have all the words, so items with some of them follow.",
         "Peu d’articles contiennent tous les mots : suivent ceux qui en contiennent une partie.",
         "Pocas noticias tienen todas las palabras: siguen las que tienen algunas.",
         "모든 단어가 있는 자료가 적어, 일부만 있는 자료도 이어집니다."},
    [WORDS_NO_WORDS] = {"The query has no word to search for.", "La requête n’a aucun mot à chercher.",
                        "La consulta no tiene ninguna palabra que buscar.", "검색할 단어가 없습니다."},
    [WORDS_DID_YOU_MEAN] = {"Did you mean:", "Vouliez-vous dire :", "Quizás quiso decir:",
                            "이것을 찾으셨나요:"},
    [WORDS_SORT] = {"Sort by", "Trier par", "Ordenar por", "정렬"},
    [WORDS_RELEVANCE] = {"Relevance", "Pertinence", "Relevancia", "관련도순"},
    [WORDS_NEWEST] = {"Newest first", "Plus récents", "Más recientes", "최신순"},
    [WORDS_OLDEST] = {"Oldest first", "Plus anciens", "Más antiguas", "오래된순"},
    [WORDS_TIMELINE] = {"Items over time", "Articles dans le temps", "Noticias en el tiempo", "기간별 자료"},
    [WORDS_YEAR] = {"Year", "Année", "Año", "연도"},
    [WORDS_MONTH] = {"Month", "Mois", "Mes", "월"},
    [WORDS_SOURCE] = {"Source", "Source", "Fuente", "출처"},
    [WORDS_LANGUAGE] = {"Language", "Langue", "Idioma", "언어"},
    [WORDS_REMOVE] = {"Remove the filter {}", "Retirer le filtre {}", "Quitar el filtro {}",
                      "{} 필터 지우기"},
    [WORDS_PAGES] = {"Pages", "Pages", "Páginas", "페이지"},
    [WORDS_PREVIOUS] = {"Previous", "Précédente", "Anterior", "이전"},
    [WORDS_NEXT] = {"Next", "Suivante", "Siguiente", "다음"},
    [WORDS_PAGE] = {"Page {}", "Page {}", "Página {}", "{}쪽"},
    [WORDS_DETAILS] = {"Details: {}", "Détails : {}", "Detalles: {}", "자세히: {}"},
    [WORDS_MORE_LIKE] = {"Details", "Détails", "Detalles", "자세히"},
    [WORDS_ORIGINAL] = {"Read it where it was published", "Lire à la source", "Leer en la fuente",
                        "원문 보기"},
    [WORDS_SIMILAR] = {"Similar items", "Articles similaires", "Noticias similares", "비슷한 자료"},
    [WORDS_FEED] = {"Feed of this search", "Flux de cette recherche", "Canal de esta búsqueda",
                    "이 검색의 피드"},
    [WORDS_BACK] = {"Search", "Recherche", "Búsqueda", "검색"},
    [WORDS_NOT_FOUND] = {"There is no such page.", "Cette page n’existe pas.", "Esta página no existe.",
                         "페이지가 없습니다."},
    [WORDS_TOO_SLOW] = {"The search took too long. Ask for fewer or rarer words, or try again.",
                        "La recherche a pris trop de temps. Essayez des mots moins nombreux ou plus rares.",
                        "La búsqueda tardó demasiado. Pruebe con menos palabras, o más raras.",
                        "검색이 너무 오래 걸렸습니다. 더 적거나 드문 단어로 다시 시도하세요."},
    [WORDS_TROUBLE] = {"The archive cannot be searched at the moment. Please try again later.",
                       "La recherche est indisponible pour le moment. Réessayez plus tard.",
                       "La búsqueda no está disponible en este momento. Inténtelo más tarde.",
                       "지금은 검색할 수 없습니다. 나중에 다시 시도하세요."},
    [WORDS_BAD_ADDRESS] = {"The address of this page is not right: {}",
                           "L’adresse de cette page est incorrecte : {}",
                           "La dirección de esta página no es correcta: {}",
                           "페이지 주소가 잘못되었습니다: {}"},
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

words_language words_choose(const char *accept) {
  words_language best = WORDS_EN;
  int best_weight = 0;
  for (const char *range = accept, *end; range; range = *end ? end + 1 : NULL) {
    range += strspn(range, " \t");
    end = range + strcspn(range, ",");
    for (int i = 0; i < WORDS_LANGUAGES; i++) {
      bool named = end - range >= 2 && strncasecmp(range, tags[i], 2) == 0 &&
                   (end - range == 2 || strchr("-; \t", range[2]));
      int weight = named ? weight_of(range + 2, end) : 0;
      if (weight <= best_weight) continue;
      best = (words_language)i;
      best_weight = weight;
    }
  }
  return best;
}

const char *words_tag(words_language language) {
  return tags[language];
}

const char *words_language_name(const char *tag) {
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

const char *words_of(words_language language, words_text text) {
  return texts[text][language];
}

void words_put(FILE *out, words_language language, words_text text, const char *value) {
  const char *whole = words_of(language, text), *place = strstr(whole, "{}");
  size_t before = place ? (size_t)(place - whole) : strlen(whole);
  (void)fwrite(whole, 1, before,
               out); /* none of the texts needs to be escaped; the stream is looked at last */
  if (!place) return;
  render_escaped(out, value);
  (void)fputs(place + 2, out);
}

void words_put_number(FILE *out, words_language language, words_text text, size_t number) {
  char value[32];
  (void)snprintf(value, sizeof value, "%zu", number);
  words_put(out, language, text, value);
}
