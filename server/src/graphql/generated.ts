import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PlanRow as PlanRowRow, SectionRow as SectionRowRow, PersonRow as PersonRowRow, GoalRow as GoalRowRow, IndicatorRow as IndicatorRowRow } from './rows.ts';
import type { Unit as UnitRow, Administration as AdministrationRow, Body as BodyRow } from '@samplan/shared/people';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Text of an ISO 8601 instant in UTC, e.g. 2026-11-21T09:05:00.000Z */
  DateTime: { input: string; output: string; }
};

/** An administration: owns plans and sections. */
export type Administration = Unit & {
  __typename?: 'Administration';
  /** Name of a colour of the palette: plum, teal, olive, sienna, slate or rose. */
  colour: Scalars['String']['output'];
  /** Never changes; units are not deleted. */
  id: Scalars['ID']['output'];
  /** One or two letters for its stamp. */
  letter: Scalars['String']['output'];
  /** The full name; no two units have the same. */
  name: Scalars['String']['output'];
};

/** An administration to be. */
export type AdministrationInput = {
  /** A name of the palette: plum, teal, olive, sienna, slate or rose. */
  colour: Scalars['String']['input'];
  /** One or two letters, taken by no other administration. */
  letter: Scalars['String']['input'];
  /** Taken by no other unit. */
  name: Scalars['String']['input'];
};

/** One attribute of a goal or indicator; value null removes it. */
export type AttributeChange = {
  /** Name of the field, e.g. responsible or target; `id` is nobody's to change. */
  name: Scalars['String']['input'];
  /** Danish or canonical form; kept canonical. At most 500 characters. */
  value?: InputMaybe<Scalars['String']['input']>;
};

/** A section in the bin. */
export type BinnedSection = {
  __typename?: 'BinnedSection';
  /** When it was deleted. */
  binnedAt: Scalars['DateTime']['output'];
  /** Give it to restoreSection. */
  id: Scalars['ID']['output'];
  /** As deep as it stood: 1 to 3. */
  level: Scalars['Int']['output'];
  /** As it was called. */
  title: Scalars['String']['output'];
};

/** A political body: decides on plans whose route names it. */
export type Body = Unit & {
  __typename?: 'Body';
  /** Whether its decision can be the adoption. */
  final: Scalars['Boolean']['output'];
  /** Never changes; units are not deleted. */
  id: Scalars['ID']['output'];
  /** The full name; no two units have the same. */
  name: Scalars['String']['output'];
  /** The word on a plan's route, e.g. Udvalg. */
  shortName: Scalars['String']['output'];
};

/** A body to be. */
export type BodyInput = {
  /** Whether its decision can be the adoption. */
  final: Scalars['Boolean']['input'];
  /** Taken by no other unit. */
  name: Scalars['String']['input'];
  /** The word on a plan's route, e.g. Udvalg. */
  shortName: Scalars['String']['input'];
};

/** A goal of the plan: defined in the text of a section, kept current here as a projection. */
export type Goal = {
  __typename?: 'Goal';
  /** ministermaal, lokaltMaal, fokusomraade, or the municipality's own. */
  category: Maybe<Scalars['String']['output']>;
  /** 4 for an overall goal, 4a for a result goal: computed from the position. */
  code: Scalars['String']['output'];
  /** Stands in the text; unique in its plan, kept when the goal moves. */
  id: Scalars['ID']['output'];
  /** In the order of the text; empty for a goal that measures nothing. */
  indicators: Array<Indicator>;
  /** overall or result, as the text says. */
  level: GoalLevel;
  /** Position over the whole plan, from 0. */
  order: Scalars['Int']['output'];
  /** The overall goal it belongs to. */
  parent: Maybe<Scalars['ID']['output']>;
  /** Who is responsible, in the plan's words; null where nobody is named. */
  responsible: Maybe<Scalars['String']['output']>;
  /** The section in whose text it is defined. */
  section: Scalars['ID']['output'];
  /** The goal in one line of plain text; empty while nobody has written it. */
  statement: Scalars['String']['output'];
  /** The worst of its indicators' verdicts; null for an overall goal. */
  verdict: Maybe<Verdict>;
};

/** What changes in a goal; what is absent stays. */
export type GoalChange = {
  /** Attributes of the goal itself. */
  changes?: InputMaybe<Array<AttributeChange>>;
  /** At most 50; indicators that are not named stay. */
  indicators?: InputMaybe<Array<IndicatorChange>>;
  /** Replaces the statement's text. */
  statement?: InputMaybe<Scalars['String']['input']>;
};

/** overall: what the plan is for. result: a goal under it, with indicators. */
export type GoalLevel =
  | 'overall'
  | 'result';

/** One page of goals. */
export type GoalPage = {
  __typename?: 'GoalPage';
  /** Give it as `after` for the next page; null at the end. */
  next: Maybe<Scalars['String']['output']>;
  /** In the order of the text. */
  nodes: Array<Goal>;
  /** How many goals there are on all pages. */
  total: Scalars['Int']['output'];
};

/** What has changed in a plan's goals since the last value. */
export type GoalsChange = {
  __typename?: 'GoalsChange';
  /** Goals that are new or changed, with their measurements. */
  changed: Array<Goal>;
  /** The plan that is followed. */
  plan: Scalars['ID']['output'];
  /** Ids of goals that stand in no text any more. */
  withdrawn: Array<Scalars['ID']['output']>;
};

/** Every attribute stands as in the text: decimals canonical (1.7), dates with their precision (2027, 2027-12, 2027-12-31). Unknown words are passed on. */
export type Indicator = {
  __typename?: 'Indicator';
  /** The figure at the beginning, a canonical decimal. */
  baseline: Maybe<Scalars['String']['output']>;
  /** Which date or period the baseline is of. */
  baselineDate: Maybe<Scalars['String']['output']>;
  /** higher or lower */
  better: Maybe<Scalars['String']['output']>;
  /** By when the target is to be met; null where the text names no day. */
  deadline: Maybe<Scalars['String']['output']>;
  /** What is left out of the count, in the plan's words. */
  exclusions: Maybe<Scalars['String']['output']>;
  /** Stands in the text; unique in its goal. */
  id: Scalars['ID']['output'];
  /** What is measured, in the plan's words. */
  indicator: Maybe<Scalars['String']['output']>;
  /** Newest period first. */
  measurements: Array<Measurement>;
  /** A margin in percentage points. */
  offset: Maybe<Scalars['String']['output']>;
  /** atLeast, atMost, above, below, equal, rankTopN, rankTopPercent, relativeReduction, compliance, qualitative, monitor */
  operator: Maybe<Scalars['String']['output']>;
  /** What it is compared with, e.g. the country or the region. */
  reference: Maybe<Scalars['String']['output']>;
  /** Where figures come from, e.g. Jobindsats. */
  source: Maybe<Scalars['String']['output']>;
  /** The target's figure as a canonical decimal without its unit. */
  target: Maybe<Scalars['String']['output']>;
  /** share, survey, count, national, nationalMargin, region, gap, rankTopN, rankTopPercent, rankTopPercentChange, relativeReduction, compliance, milestone, monitor, qualitative, serviceLevel, budget */
  targetKind: Maybe<Scalars['String']['output']>;
  /** %, procentpoint, antal ... as written. */
  unit: Maybe<Scalars['String']['output']>;
  /** Judged by the latest figure: today in a draft, on the day of submission in a version. */
  verdict: Verdict;
};


/** Every attribute stands as in the text: decimals canonical (1.7), dates with their precision (2027, 2027-12, 2027-12-31). Unknown words are passed on. */
export type IndicatorMeasurementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One indicator that is added, changed or removed. */
export type IndicatorChange = {
  /** Only what changes. */
  changes: Array<AttributeChange>;
  /** An existing indicator of the goal; absent: a new one at the end. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** True: the indicator is taken away; `changes` are not looked at. */
  remove?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A figure that a person entered for an indicator. */
export type Measurement = {
  __typename?: 'Measurement';
  /** When it was entered. */
  at: Scalars['DateTime']['output'];
  /** Who entered it, as they were called then. */
  byName: Scalars['String']['output'];
  /** By which it is removed. */
  id: Scalars['ID']['output'];
  /** What the person added; null where nothing. */
  note: Maybe<Scalars['String']['output']>;
  /** The date or period it is of: 2026, 2026-09 or 2026-09-30. */
  period: Scalars['String']['output'];
  /** Entered after the version that the goal was read from was submitted (since then); false in a draft. */
  sinceVersion: Scalars['Boolean']['output'];
  /** Where the figure is from, as entered. */
  source: Scalars['String']['output'];
  /** Older than the plan's period: the starting point. */
  startingPoint: Scalars['Boolean']['output'];
  /** A canonical decimal in the indicator's unit. */
  value: Scalars['String']['output'];
};

/** A figure as a person enters it. */
export type MeasurementInput = {
  /** A living goal of that plan. */
  goal: Scalars['ID']['input'];
  /** An indicator of that goal. */
  indicator: Scalars['ID']['input'];
  /** At most 2000 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** september 2026, 2026-09, 2026 ... */
  period: Scalars['String']['input'];
  /** The plan of the goal. */
  plan: Scalars['ID']['input'];
  /** Where the figure is from; 1 to 500 characters. */
  source: Scalars['String']['input'];
  /** A Danish or canonical decimal: 12,4 or 12.4 */
  value: Scalars['String']['input'];
};

/** A person's place in a unit or in the municipality. */
export type Membership = {
  __typename?: 'Membership';
  /** What the person is there. */
  role: Role;
  /** The unit; null for an administrator of the municipality. */
  unit: Maybe<Unit>;
};

/** A membership to be. */
export type MembershipInput = {
  /** Must fit the kind of the unit. */
  role: Role;
  /** Null for an administrator of the municipality. */
  unit?: InputMaybe<Scalars['ID']['input']>;
};

/** The municipality that this installation serves. */
export type Municipality = {
  __typename?: 'Municipality';
  /** Whether the data is a demo; written at the first start and never changed. */
  demo: Scalars['Boolean']['output'];
  /** Set when a demo is opened beyond this machine: every page says so. */
  demoIsOpen: Scalars['Boolean']['output'];
  /** As it is called on every page. */
  name: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** In every state of the plan, for its leader and the people of the section's owner. Answers with the goal as it is judged now. */
  addMeasurement: Goal;
  /** Behind `after` (null: first), at a level that fits there. */
  addSection: Plan;
  /** Sets owner and invited administrations; whoever loses the right to write leaves the room at once. */
  assignSection: Plan;
  /** With its sub-sections, to the bin. */
  binSection: Plan;
  /** Applied to the section's live text on the server; editors see it at once. */
  changeGoal: Goal;
  /** With its sub-sections, by +1 or -1. */
  changeSectionLevel: Plan;
  /** For a leader in their own administration, and for the administrator. It begins as a draft with one empty section. */
  createPlan: Plan;
  /** A one-time link by which the person signs in. For the administrator. */
  createSignInLink: SignInLink;
  /** With its sub-sections, behind `after` (null: first), at its level or as deep as it can be there; `level` asks for another one. */
  moveSection: Plan;
  /** `id` is the measurement's; the right is that of addMeasurement. Answers with the goal as it is judged now. */
  removeMeasurement: Goal;
  /** Refused with titleChanged when the title is no longer `from`. */
  renameSection: Plan;
  /** An adopted plan becomes a draft again; its versions stay. */
  reopenPlan: Plan;
  /** From the bin to where it stood, with the sub-sections that went with it. */
  restoreSection: Plan;
  /** For the administrator. Without id: a new one. */
  saveAdministration: Administration;
  /** For the administrator. Without id: a new one. */
  saveBody: Body;
  /** For the administrator. Without id: a new one. Changed memberships close the person's sockets. */
  savePerson: Person;
  /** The body's no: a draft again. */
  sendBack: Plan;
  /** The body's yes: on to the next one, or the adoption by the final one. */
  sendOnward: Plan;
  /** `revision` is the one that the person saw. */
  submitPlan: Plan;
  /** Takes back what the person did to one section; refused with changedSince where that is no longer as they left it. */
  undoOutline: Plan;
  /** The leader takes it back: a draft again. */
  withdrawPlan: Plan;
};


export type MutationAddMeasurementArgs = {
  input: MeasurementInput;
};


export type MutationAddSectionArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  level: Scalars['Int']['input'];
  owner?: InputMaybe<Scalars['ID']['input']>;
  plan: Scalars['ID']['input'];
  title: Scalars['String']['input'];
};


export type MutationAssignSectionArgs = {
  invited: Array<Scalars['ID']['input']>;
  owner: Scalars['ID']['input'];
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
};


export type MutationBinSectionArgs = {
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
};


export type MutationChangeGoalArgs = {
  change: GoalChange;
  goal: Scalars['ID']['input'];
  plan: Scalars['ID']['input'];
};


export type MutationChangeSectionLevelArgs = {
  by: Scalars['Int']['input'];
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
};


export type MutationCreatePlanArgs = {
  input: NewPlanInput;
};


export type MutationCreateSignInLinkArgs = {
  person: Scalars['ID']['input'];
};


export type MutationMoveSectionArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  level?: InputMaybe<Scalars['Int']['input']>;
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
};


export type MutationRemoveMeasurementArgs = {
  id: Scalars['ID']['input'];
  plan: Scalars['ID']['input'];
};


export type MutationRenameSectionArgs = {
  from: Scalars['String']['input'];
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
  to: Scalars['String']['input'];
};


export type MutationReopenPlanArgs = {
  plan: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  revision: Scalars['Int']['input'];
};


export type MutationRestoreSectionArgs = {
  plan: Scalars['ID']['input'];
  section: Scalars['ID']['input'];
};


export type MutationSaveAdministrationArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  input: AdministrationInput;
};


export type MutationSaveBodyArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  input: BodyInput;
};


export type MutationSavePersonArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  input: PersonInput;
};


export type MutationSendBackArgs = {
  plan: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  revision: Scalars['Int']['input'];
};


export type MutationSendOnwardArgs = {
  plan: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  revision: Scalars['Int']['input'];
};


export type MutationSubmitPlanArgs = {
  plan: Scalars['ID']['input'];
  revision: Scalars['Int']['input'];
};


export type MutationUndoOutlineArgs = {
  deed: OutlineDeedInput;
  plan: Scalars['ID']['input'];
};


export type MutationWithdrawPlanArgs = {
  plan: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  revision: Scalars['Int']['input'];
};

/** A plan to be. */
export type NewPlanInput = {
  /** The administration that will own it. */
  owner: Scalars['ID']['input'];
  /** 2027 or 2027-2028, at most ten years. */
  period: Scalars['String']['input'];
  /** Bodies in order; exactly the last one must be final. */
  route: Array<Scalars['ID']['input']>;
  /** Must not be empty. */
  title: Scalars['String']['input'];
};

/** What a person can do to a section in the outline. */
export type OutlineDeed =
  /** A new section; undone it is in the bin. */
  | 'add'
  /** To the bin; undone it is where it stood. */
  | 'bin'
  /** One level deeper or higher where it stands. */
  | 'level'
  /** To another place, perhaps at another level. */
  | 'move'
  /** Another owner, other invited administrations. */
  | 'owner'
  /** Another title. */
  | 'rename';

/** What somebody did to one section, as it is to be undone. */
export type OutlineDeedInput = {
  /** What was done. */
  deed: OutlineDeed;
  /** As it stood afterwards; null for what went to the bin. */
  now?: InputMaybe<SectionStandInput>;
  /** To which section. */
  section: Scalars['ID']['input'];
  /** As it stood before; null for what was added. */
  was?: InputMaybe<SectionStandInput>;
};

/** Somebody who can sign in. */
export type Person = {
  __typename?: 'Person';
  /** False: cannot sign in and has no rights. */
  active: Scalars['Boolean']['output'];
  /** Shown to the administrator and to the person only; else null. */
  email: Maybe<Scalars['String']['output']>;
  /** Never changes; people are not deleted. */
  id: Scalars['ID']['output'];
  /** All of them; rights come from these alone. */
  memberships: Array<Membership>;
  /** As it is shown to others. */
  name: Scalars['String']['output'];
  /** What the person is by profession; may be empty. */
  title: Scalars['String']['output'];
};

/** A person to be. */
export type PersonInput = {
  /** False: cannot sign in, and open sessions end. */
  active: Scalars['Boolean']['input'];
  /** Taken by nobody else, in whatever case. */
  email: Scalars['String']['input'];
  /** All of them: those that are absent end. */
  memberships: Array<MembershipInput>;
  /** As it is shown to others. */
  name: Scalars['String']['input'];
  /** What the person is by profession; may be empty. */
  title: Scalars['String']['input'];
};

/** One page of people. */
export type PersonPage = {
  __typename?: 'PersonPage';
  /** Give it as `after` for the next page; null at the end. */
  next: Maybe<Scalars['String']['output']>;
  /** By name. */
  nodes: Array<Person>;
};

/** A plan in the eyes of the signed-in person. */
export type Plan = {
  __typename?: 'Plan';
  /** Deleted sections that can be restored until the plan is submitted. Empty for whoever may not change the outline. */
  bin: Array<BinnedSection>;
  /** Raised when the plan becomes a draft again; part of the rooms' handshake. Milliseconds, as text is exact. */
  epoch: Scalars['Float']['output'];
  /** Never changes. */
  id: Scalars['ID']['output'];
  /** Acts over the whole plan. */
  mayDo: Array<PlanAct>;
  /** Raised with every change of the outline, so that a subscriber sees a gap. */
  outlineVersion: Scalars['Int']['output'];
  /** The administration whose leader submits it and keeps its outline. */
  owner: Administration;
  /** A submission is under way: text is held, the outline stands still. */
  pending: Scalars['Boolean']['output'];
  /** 2027 or 2027-2028 */
  period: Scalars['String']['output'];
  /** Raised by every step. A subscriber who sees a gap asks anew. */
  revision: Scalars['Int']['output'];
  /** The bodies in order; the last one is final. */
  route: Array<Body>;
  /** The sections in outline order. For readers of the draft; for others the sections of the newest version that they may read. */
  sections: Array<Section>;
  /** Draft, before a body, or adopted. */
  state: PlanState;
  /** Every step so far, oldest first. */
  steps: Array<Step>;
  /** As it was called when it was made. */
  title: Scalars['String']['output'];
  /** The versions that the person may read, newest first. */
  versions: Array<VersionHead>;
};

/** What the signed-in person may do with the plan as it stands; the server asks the same function again. */
export type PlanAct =
  | 'changeOutline'
  | 'decide'
  | 'measure'
  | 'readDraft'
  | 'readVersion'
  | 'reopen'
  | 'submit'
  | 'withdraw'
  | 'writeText';

/** One page of plans. */
export type PlanPage = {
  __typename?: 'PlanPage';
  /** Give it as `after` for the next page; null at the end. */
  next: Maybe<Scalars['String']['output']>;
  /** Newest first. */
  nodes: Array<Plan>;
};

/** Where a plan is on its way. */
export type PlanState = {
  __typename?: 'PlanState';
  /** What decides which of the other fields are set. */
  at: StateName;
  /** Index into the plan's route, when before a body. */
  body: Maybe<Scalars['Int']['output']>;
  /** Hash of the submitted version, when not a draft. */
  version: Maybe<Scalars['ID']['output']>;
};

/** Somebody who is in a section right now. */
export type PresentPerson = {
  __typename?: 'PresentPerson';
  /** Name of a colour of the palette; null for others. */
  colour: Maybe<Scalars['String']['output']>;
  /** That of the person. */
  id: Scalars['ID']['output'];
  /** Letter of the administration they stand for here; null for others. */
  letter: Maybe<Scalars['String']['output']>;
  /** As it is shown to others. */
  name: Scalars['String']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** Null where there is none or the person may not see the plan. */
  goal: Maybe<Goal>;
  /** The goals of the draft, or of the version the person reads, in the order of the text. */
  goals: GoalPage;
  /** The signed-in person. */
  me: Person;
  /** Whom this installation serves. */
  municipality: Municipality;
  /** All registered people, by name. For the administrator. */
  people: PersonPage;
  /** Null where there is none or the person may not see it: one answer. */
  plan: Maybe<Plan>;
  /** The plans that the person may see, newest first. */
  plans: PlanPage;
  /** All administrations and bodies. */
  units: Array<Unit>;
  /** Null where there is none or the person may not read it. */
  version: Maybe<Version>;
};


export type QueryGoalArgs = {
  id: Scalars['ID']['input'];
  plan: Scalars['ID']['input'];
};


export type QueryGoalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  plan: Scalars['ID']['input'];
};


export type QueryPeopleArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPlanArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlansArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryVersionArgs = {
  hash: Scalars['ID']['input'];
  plan: Scalars['ID']['input'];
};

/** The roles of a membership. Leader and staff belong to an administration, secretary and member to a body, an administrator to the municipality. */
export type Role =
  | 'administrator'
  | 'leader'
  | 'member'
  | 'secretary'
  | 'staff';

/** A section as the outline knows it. */
export type Section = {
  __typename?: 'Section';
  /** The text as blocks of HTML, made by the one renderer; the draft's, or the version's where the plan is not a draft. */
  blocks: Array<Scalars['String']['output']>;
  /** Never changes; also the name of its room while the plan is a draft. */
  id: Scalars['ID']['output'];
  /** Administrations that write along. */
  invited: Array<Administration>;
  /** 1 to 3: how deep it stands in the outline. */
  level: Scalars['Int']['output'];
  /** What the person may do in this section: writeText, measure. */
  mayDo: Array<PlanAct>;
  /** The administration that writes it. */
  owner: Administration;
  /** As the outline has it; the text has no heading of its own. */
  title: Scalars['String']['output'];
};

/** Somebody is in a section. */
export type SectionPresence = {
  __typename?: 'SectionPresence';
  /** Each once, however many windows they have. */
  people: Array<PresentPerson>;
  /** The section that they are in. */
  section: Scalars['ID']['output'];
};

/** How a section stands in an outline. */
export type SectionStandInput = {
  /** The section right before it, whatever its level; null for the first. */
  after?: InputMaybe<Scalars['ID']['input']>;
  /** Its sub-sections in order. */
  below: Array<Scalars['ID']['input']>;
  /** Administrations that write along. */
  invited: Array<Scalars['ID']['input']>;
  /** 1 to 3. */
  level: Scalars['Int']['input'];
  /** Behind it on its level under the same parent. */
  next?: InputMaybe<Scalars['ID']['input']>;
  /** The administration that writes it. */
  owner: Scalars['ID']['input'];
  /** The section that it is a sub-section of; null for none. */
  parent?: InputMaybe<Scalars['ID']['input']>;
  /** Before it on its level under the same parent. */
  previous?: InputMaybe<Scalars['ID']['input']>;
  /** As the outline has it. */
  title: Scalars['String']['input'];
};

/** How a person signs in for the first time. */
export type SignInLink = {
  __typename?: 'SignInLink';
  /** After this the link no longer works. */
  expiresAt: Scalars['DateTime']['output'];
  /** A one-time link; its token stands in the fragment. Shown once. */
  url: Scalars['String']['output'];
};

/** draft: written in. body: lies before a body of the route. adopted: by the final body. */
export type StateName =
  | 'adopted'
  | 'body'
  | 'draft';

/** One link of the plan's log. */
export type Step = {
  __typename?: 'Step';
  /** What was done. */
  action: StepAction;
  /** Who did it, as they were called then. */
  actorName: Scalars['String']['output'];
  /** When it was done. */
  at: Scalars['DateTime']['output'];
  /** Where the plan was. */
  from: PlanState;
  /** SHA-256 over the step and the hash of the one before, hex: a changed log shows. */
  hash: Scalars['String']['output'];
  /** What the person wrote to it; null where nothing was asked for. */
  reason: Maybe<Scalars['String']['output']>;
  /** The role by which they had the right. */
  role: Role;
  /** From 1, without gaps. */
  seq: Scalars['Int']['output'];
  /** Where the step led. */
  to: PlanState;
  /** Hash of the version that it stored or concerns; null where there is none. */
  version: Maybe<Scalars['ID']['output']>;
};

/** What was done: submit and withdraw and reopen by the plan's leader, onward and sendBack by a body. */
export type StepAction =
  | 'onward'
  | 'reopen'
  | 'sendBack'
  | 'submit'
  | 'withdraw';

export type Subscription = {
  __typename?: 'Subscription';
  /** All goals when the subscription begins, then what changes: follows the text within a few seconds, and every measurement. */
  goalsChanged: GoalsChange;
  /**
   * The signed-in person with the rights as they are: once when the subscription begins, then at each change. A change of rights
   * closes the socket (4503), so it is the first value after the reconnection that tells of it.
   */
  meChanged: Person;
  /** The outline, the bin, owners and invitations: as they are when the subscription begins, then with every change. */
  outlineChanged: Plan;
  /** State, revision, pending and the log: as they are when the subscription begins, then the moment the plan moves. */
  planMoved: Plan;
  /** Any plan that the person may see has moved or come: for the list of plans. */
  plansChanged: Plan;
  /** Who is in which section; the first value comes at once. */
  presenceChanged: Array<SectionPresence>;
};


export type SubscriptionGoalsChangedArgs = {
  plan: Scalars['ID']['input'];
};


export type SubscriptionOutlineChangedArgs = {
  plan: Scalars['ID']['input'];
};


export type SubscriptionPlanMovedArgs = {
  plan: Scalars['ID']['input'];
};


export type SubscriptionPresenceChangedArgs = {
  plan: Scalars['ID']['input'];
};

/** An administration or a political body. */
export type Unit = {
  /** Never changes; units are not deleted. */
  id: Scalars['ID']['output'];
  /** The full name; no two units have the same. */
  name: Scalars['String']['output'];
};

/** The judgement on the latest figure, and why. */
export type Verdict = {
  __typename?: 'Verdict';
  /** Whether the latest figure is of the deadline or later. */
  afterDeadline: Scalars['Boolean']['output'];
  /** yes, border, no or unknown: is the target fulfilled at the latest figure */
  fulfilled: Scalars['String']['output'];
  /** The reason in a Danish sentence. */
  reason: Scalars['String']['output'];
  /** The judgement as one word. */
  word: VerdictWord;
};

/** met and notMet are final: the figure is of the deadline or later. metNow, onTrack, behind and notYet are not. unknown: there is nothing to judge by. */
export type VerdictWord =
  | 'behind'
  | 'met'
  | 'metNow'
  | 'notMet'
  | 'notYet'
  | 'onTrack'
  | 'unknown';

/** What was submitted, as it was then; never changes. */
export type Version = {
  __typename?: 'Version';
  /** Judged by the version's own figures on the day of submission; later figures stand beside, marked sinceVersion. */
  goals: Array<Goal>;
  /** Its hash and who submitted it. */
  head: VersionHead;
  /** The plan's period at the submission, 2027 or 2027-2028. */
  period: Scalars['String']['output'];
  /** The plan's title at the submission. */
  planTitle: Scalars['String']['output'];
  /** In the order of the outline. */
  sections: Array<VersionSection>;
};

/** A stored version without its text. */
export type VersionHead = {
  __typename?: 'VersionHead';
  /** Size of its canonical text in bytes. */
  bytes: Scalars['Int']['output'];
  /** SHA-256 of its canonical bytes, hex. */
  hash: Scalars['ID']['output'];
  /** The plan's revision that the submission led to. */
  revision: Scalars['Int']['output'];
  /** When it was stored. */
  submittedAt: Scalars['DateTime']['output'];
  /** Name of the person who submitted, as they were called then. */
  submittedBy: Scalars['String']['output'];
};

/** A section as it was submitted. */
export type VersionSection = {
  __typename?: 'VersionSection';
  /** The text as blocks of HTML, made by the one renderer. */
  blocks: Array<Scalars['String']['output']>;
  /** That of the section in the plan. */
  id: Scalars['ID']['output'];
  /** 1 to 3: how deep it stood in the outline. */
  level: Scalars['Int']['output'];
  /** The stamp that the administration has today. */
  ownerLetter: Scalars['String']['output'];
  /** Name of the owning administration at the submission. */
  ownerName: Scalars['String']['output'];
  /** At the submission. */
  title: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Administration: ResolverTypeWrapper<AdministrationRow>;
  AdministrationInput: AdministrationInput;
  AttributeChange: AttributeChange;
  BinnedSection: ResolverTypeWrapper<BinnedSection>;
  Body: ResolverTypeWrapper<BodyRow>;
  BodyInput: BodyInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Goal: ResolverTypeWrapper<GoalRowRow>;
  GoalChange: GoalChange;
  GoalLevel: GoalLevel;
  GoalPage: ResolverTypeWrapper<Omit<GoalPage, 'nodes'> & { nodes: Array<ResolversTypes['Goal']> }>;
  GoalsChange: ResolverTypeWrapper<Omit<GoalsChange, 'changed'> & { changed: Array<ResolversTypes['Goal']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Indicator: ResolverTypeWrapper<IndicatorRowRow>;
  IndicatorChange: IndicatorChange;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Measurement: ResolverTypeWrapper<Measurement>;
  MeasurementInput: MeasurementInput;
  Membership: ResolverTypeWrapper<Omit<Membership, 'unit'> & { unit?: Maybe<ResolversTypes['Unit']> }>;
  MembershipInput: MembershipInput;
  Municipality: ResolverTypeWrapper<Municipality>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewPlanInput: NewPlanInput;
  OutlineDeed: OutlineDeed;
  OutlineDeedInput: OutlineDeedInput;
  Person: ResolverTypeWrapper<PersonRowRow>;
  PersonInput: PersonInput;
  PersonPage: ResolverTypeWrapper<Omit<PersonPage, 'nodes'> & { nodes: Array<ResolversTypes['Person']> }>;
  Plan: ResolverTypeWrapper<PlanRowRow>;
  PlanAct: PlanAct;
  PlanPage: ResolverTypeWrapper<Omit<PlanPage, 'nodes'> & { nodes: Array<ResolversTypes['Plan']> }>;
  PlanState: ResolverTypeWrapper<PlanState>;
  PresentPerson: ResolverTypeWrapper<PresentPerson>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: Role;
  Section: ResolverTypeWrapper<SectionRowRow>;
  SectionPresence: ResolverTypeWrapper<SectionPresence>;
  SectionStandInput: SectionStandInput;
  SignInLink: ResolverTypeWrapper<SignInLink>;
  StateName: StateName;
  Step: ResolverTypeWrapper<Step>;
  StepAction: StepAction;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Unit: ResolverTypeWrapper<UnitRow>;
  Verdict: ResolverTypeWrapper<Verdict>;
  VerdictWord: VerdictWord;
  Version: ResolverTypeWrapper<Omit<Version, 'goals'> & { goals: Array<ResolversTypes['Goal']> }>;
  VersionHead: ResolverTypeWrapper<VersionHead>;
  VersionSection: ResolverTypeWrapper<VersionSection>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Administration: AdministrationRow;
  AdministrationInput: AdministrationInput;
  AttributeChange: AttributeChange;
  BinnedSection: BinnedSection;
  Body: BodyRow;
  BodyInput: BodyInput;
  Boolean: Scalars['Boolean']['output'];
  DateTime: Scalars['DateTime']['output'];
  Float: Scalars['Float']['output'];
  Goal: GoalRowRow;
  GoalChange: GoalChange;
  GoalPage: Omit<GoalPage, 'nodes'> & { nodes: Array<ResolversParentTypes['Goal']> };
  GoalsChange: Omit<GoalsChange, 'changed'> & { changed: Array<ResolversParentTypes['Goal']> };
  ID: Scalars['ID']['output'];
  Indicator: IndicatorRowRow;
  IndicatorChange: IndicatorChange;
  Int: Scalars['Int']['output'];
  Measurement: Measurement;
  MeasurementInput: MeasurementInput;
  Membership: Omit<Membership, 'unit'> & { unit?: Maybe<ResolversParentTypes['Unit']> };
  MembershipInput: MembershipInput;
  Municipality: Municipality;
  Mutation: Record<PropertyKey, never>;
  NewPlanInput: NewPlanInput;
  OutlineDeedInput: OutlineDeedInput;
  Person: PersonRowRow;
  PersonInput: PersonInput;
  PersonPage: Omit<PersonPage, 'nodes'> & { nodes: Array<ResolversParentTypes['Person']> };
  Plan: PlanRowRow;
  PlanPage: Omit<PlanPage, 'nodes'> & { nodes: Array<ResolversParentTypes['Plan']> };
  PlanState: PlanState;
  PresentPerson: PresentPerson;
  Query: Record<PropertyKey, never>;
  Section: SectionRowRow;
  SectionPresence: SectionPresence;
  SectionStandInput: SectionStandInput;
  SignInLink: SignInLink;
  Step: Step;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Unit: UnitRow;
  Verdict: Verdict;
  Version: Omit<Version, 'goals'> & { goals: Array<ResolversParentTypes['Goal']> };
  VersionHead: VersionHead;
  VersionSection: VersionSection;
};

export type AdministrationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Administration'] = ResolversParentTypes['Administration']> = {
  colour?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BinnedSectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BinnedSection'] = ResolversParentTypes['BinnedSection']> = {
  binnedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BodyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Body'] = ResolversParentTypes['Body']> = {
  final?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shortName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type GoalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Goal'] = ResolversParentTypes['Goal']> = {
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indicators?: Resolver<Array<ResolversTypes['Indicator']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['GoalLevel'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  responsible?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  section?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  statement?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<Maybe<ResolversTypes['Verdict']>, ParentType, ContextType>;
};

export type GoalPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoalPage'] = ResolversParentTypes['GoalPage']> = {
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Goal']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GoalsChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoalsChange'] = ResolversParentTypes['GoalsChange']> = {
  changed?: Resolver<Array<ResolversTypes['Goal']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  withdrawn?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type IndicatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Indicator'] = ResolversParentTypes['Indicator']> = {
  baseline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  baselineDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  better?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deadline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exclusions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indicator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  measurements?: Resolver<Array<ResolversTypes['Measurement']>, ParentType, ContextType, RequireFields<IndicatorMeasurementsArgs, 'first'>>;
  offset?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType>;
};

export type MeasurementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Measurement'] = ResolversParentTypes['Measurement']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  byName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sinceVersion?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startingPoint?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = {
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['Unit']>, ParentType, ContextType>;
};

export type MunicipalityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Municipality'] = ResolversParentTypes['Municipality']> = {
  demo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  demoIsOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addMeasurement?: Resolver<ResolversTypes['Goal'], ParentType, ContextType, RequireFields<MutationAddMeasurementArgs, 'input'>>;
  addSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationAddSectionArgs, 'level' | 'plan' | 'title'>>;
  assignSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationAssignSectionArgs, 'invited' | 'owner' | 'plan' | 'section'>>;
  binSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationBinSectionArgs, 'plan' | 'section'>>;
  changeGoal?: Resolver<ResolversTypes['Goal'], ParentType, ContextType, RequireFields<MutationChangeGoalArgs, 'change' | 'goal' | 'plan'>>;
  changeSectionLevel?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationChangeSectionLevelArgs, 'by' | 'plan' | 'section'>>;
  createPlan?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationCreatePlanArgs, 'input'>>;
  createSignInLink?: Resolver<ResolversTypes['SignInLink'], ParentType, ContextType, RequireFields<MutationCreateSignInLinkArgs, 'person'>>;
  moveSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationMoveSectionArgs, 'plan' | 'section'>>;
  removeMeasurement?: Resolver<ResolversTypes['Goal'], ParentType, ContextType, RequireFields<MutationRemoveMeasurementArgs, 'id' | 'plan'>>;
  renameSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationRenameSectionArgs, 'from' | 'plan' | 'section' | 'to'>>;
  reopenPlan?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationReopenPlanArgs, 'plan' | 'reason' | 'revision'>>;
  restoreSection?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationRestoreSectionArgs, 'plan' | 'section'>>;
  saveAdministration?: Resolver<ResolversTypes['Administration'], ParentType, ContextType, RequireFields<MutationSaveAdministrationArgs, 'input'>>;
  saveBody?: Resolver<ResolversTypes['Body'], ParentType, ContextType, RequireFields<MutationSaveBodyArgs, 'input'>>;
  savePerson?: Resolver<ResolversTypes['Person'], ParentType, ContextType, RequireFields<MutationSavePersonArgs, 'input'>>;
  sendBack?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationSendBackArgs, 'plan' | 'reason' | 'revision'>>;
  sendOnward?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationSendOnwardArgs, 'plan' | 'revision'>>;
  submitPlan?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationSubmitPlanArgs, 'plan' | 'revision'>>;
  undoOutline?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationUndoOutlineArgs, 'deed' | 'plan'>>;
  withdrawPlan?: Resolver<ResolversTypes['Plan'], ParentType, ContextType, RequireFields<MutationWithdrawPlanArgs, 'plan' | 'reason' | 'revision'>>;
};

export type PersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberships?: Resolver<Array<ResolversTypes['Membership']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonPage'] = ResolversParentTypes['PersonPage']> = {
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type PlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Plan'] = ResolversParentTypes['Plan']> = {
  bin?: Resolver<Array<ResolversTypes['BinnedSection']>, ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mayDo?: Resolver<Array<ResolversTypes['PlanAct']>, ParentType, ContextType>;
  outlineVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Administration'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  route?: Resolver<Array<ResolversTypes['Body']>, ParentType, ContextType>;
  sections?: Resolver<Array<ResolversTypes['Section']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PlanState'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['Step']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<Array<ResolversTypes['VersionHead']>, ParentType, ContextType>;
};

export type PlanPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanPage'] = ResolversParentTypes['PlanPage']> = {
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Plan']>, ParentType, ContextType>;
};

export type PlanStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanState'] = ResolversParentTypes['PlanState']> = {
  at?: Resolver<ResolversTypes['StateName'], ParentType, ContextType>;
  body?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type PresentPersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PresentPerson'] = ResolversParentTypes['PresentPerson']> = {
  colour?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  goal?: Resolver<Maybe<ResolversTypes['Goal']>, ParentType, ContextType, RequireFields<QueryGoalArgs, 'id' | 'plan'>>;
  goals?: Resolver<ResolversTypes['GoalPage'], ParentType, ContextType, RequireFields<QueryGoalsArgs, 'first' | 'plan'>>;
  me?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  municipality?: Resolver<ResolversTypes['Municipality'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['PersonPage'], ParentType, ContextType, RequireFields<QueryPeopleArgs, 'first'>>;
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType, RequireFields<QueryPlanArgs, 'id'>>;
  plans?: Resolver<ResolversTypes['PlanPage'], ParentType, ContextType, RequireFields<QueryPlansArgs, 'first'>>;
  units?: Resolver<Array<ResolversTypes['Unit']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Version']>, ParentType, ContextType, RequireFields<QueryVersionArgs, 'hash' | 'plan'>>;
};

export type SectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Section'] = ResolversParentTypes['Section']> = {
  blocks?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invited?: Resolver<Array<ResolversTypes['Administration']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mayDo?: Resolver<Array<ResolversTypes['PlanAct']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Administration'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SectionPresenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SectionPresence'] = ResolversParentTypes['SectionPresence']> = {
  people?: Resolver<Array<ResolversTypes['PresentPerson']>, ParentType, ContextType>;
  section?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SignInLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInLink'] = ResolversParentTypes['SignInLink']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  actorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['PlanState'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['PlanState'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  goalsChanged?: SubscriptionResolver<ResolversTypes['GoalsChange'], "goalsChanged", ParentType, ContextType, RequireFields<SubscriptionGoalsChangedArgs, 'plan'>>;
  meChanged?: SubscriptionResolver<ResolversTypes['Person'], "meChanged", ParentType, ContextType>;
  outlineChanged?: SubscriptionResolver<ResolversTypes['Plan'], "outlineChanged", ParentType, ContextType, RequireFields<SubscriptionOutlineChangedArgs, 'plan'>>;
  planMoved?: SubscriptionResolver<ResolversTypes['Plan'], "planMoved", ParentType, ContextType, RequireFields<SubscriptionPlanMovedArgs, 'plan'>>;
  plansChanged?: SubscriptionResolver<ResolversTypes['Plan'], "plansChanged", ParentType, ContextType>;
  presenceChanged?: SubscriptionResolver<Array<ResolversTypes['SectionPresence']>, "presenceChanged", ParentType, ContextType, RequireFields<SubscriptionPresenceChangedArgs, 'plan'>>;
};

export type UnitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Unit'] = ResolversParentTypes['Unit']> = {
  __resolveType: TypeResolveFn<'Administration' | 'Body', ParentType, ContextType>;
};

export type VerdictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Verdict'] = ResolversParentTypes['Verdict']> = {
  afterDeadline?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fulfilled?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  word?: Resolver<ResolversTypes['VerdictWord'], ParentType, ContextType>;
};

export type VersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Version'] = ResolversParentTypes['Version']> = {
  goals?: Resolver<Array<ResolversTypes['Goal']>, ParentType, ContextType>;
  head?: Resolver<ResolversTypes['VersionHead'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  planTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sections?: Resolver<Array<ResolversTypes['VersionSection']>, ParentType, ContextType>;
};

export type VersionHeadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VersionHead'] = ResolversParentTypes['VersionHead']> = {
  bytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  submittedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VersionSectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VersionSection'] = ResolversParentTypes['VersionSection']> = {
  blocks?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ownerLetter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ownerName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Administration?: AdministrationResolvers<ContextType>;
  BinnedSection?: BinnedSectionResolvers<ContextType>;
  Body?: BodyResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Goal?: GoalResolvers<ContextType>;
  GoalPage?: GoalPageResolvers<ContextType>;
  GoalsChange?: GoalsChangeResolvers<ContextType>;
  Indicator?: IndicatorResolvers<ContextType>;
  Measurement?: MeasurementResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  Municipality?: MunicipalityResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonPage?: PersonPageResolvers<ContextType>;
  Plan?: PlanResolvers<ContextType>;
  PlanPage?: PlanPageResolvers<ContextType>;
  PlanState?: PlanStateResolvers<ContextType>;
  PresentPerson?: PresentPersonResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Section?: SectionResolvers<ContextType>;
  SectionPresence?: SectionPresenceResolvers<ContextType>;
  SignInLink?: SignInLinkResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Unit?: UnitResolvers<ContextType>;
  Verdict?: VerdictResolvers<ContextType>;
  Version?: VersionResolvers<ContextType>;
  VersionHead?: VersionHeadResolvers<ContextType>;
  VersionSection?: VersionSectionResolvers<ContextType>;
};

