/** The views of the app, in the order in which the first line shows them. */
export const viewNames = [
  { name: 'live', key: '1', title: 'Live' },
  { name: 'tune', key: '2', title: 'Tune' },
  { name: 'compare', key: '3', title: 'Compare' },
  { name: 'choose', key: '4', title: 'Choose' },
] as const;

export type ViewName = (typeof viewNames)[number]['name'];
