/** Owns the wordings of signing in. */
export const signIn = {
  title: 'Log ind',
  heading: 'Skriv, beslut og følg op på jeres plan ét sted.',
  demo: 'Dette er en prøvekommune. Vælg en person, og se planen med hendes eller hans øjne. Åbn gerne to browsere, og vælg to forskellige personer.',
  demoTwo: 'Samme browser kan også være to personer: brug localhost i det ene faneblad og 127.0.0.1 i det andet.',
  demoPrivate: 'Alt, hvad du skriver her, bliver på denne maskine.',
  who: 'Hvem vil du være?',
  groups: { administration: 'Forvaltningerne skriver', body: 'Udvalg og byråd beslutter', municipality: 'Drift' },
  reset: 'Nulstil prøvekommunen …',
  resetTitle: 'Nulstil prøvekommunen?',
  resetSay: 'Alt, hvad der er skrevet og besluttet i prøvekommunen, slettes for alle, og den begynder forfra.',
  resetDo: 'Slet og begynd forfra',
  resetting: 'Nulstiller …',
  byLink: 'Du logger ind med et link, der kun virker én gang.',
  byLinkHow:
    'Bed kommunens administrator om et link, og åbn det i denne browser. Har du fået et link, som ikke virker, er det brugt eller udløbet; bed om et nyt.',
  byLinkAdmin: 'Er du administrator og lukket ude, kan den, der driver serveren, lave et nyt link til dig.',
  signingIn: 'Logger ind …',
  welcome: {
    title: 'Velkommen',
    say: (municipality: string) =>
      `Linket logger dig ind i Samplan hos ${municipality}. Det virker én gang, i den browser, hvor du bruger det.`,
    do: 'Log ind',
    missing: 'Adressen mangler den del, der logger dig ind. Åbn linket igen, helt som du fik det.',
    toSignIn: 'Til log ind',
  },
} as const
