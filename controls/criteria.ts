// Lists the criteria of SOC 2 by their identifiers, each with a paraphrase of our own. The published text is copyrighted
// and not here: AICPA, TSP section 100, 2017 Trust Services Criteria (with revised points of focus, 2022). Criteria of
// the privacy category are left out: no check of configuration serves them.

/** The subject of each criterion, in our words, by identifier. */
export const CRITERIA = {
  "CC1.1": "Integrity and ethical values are lived by.",
  "CC1.2": "A board oversees internal control and is independent of management.",
  "CC1.3": "Structures, reporting lines and authorities are set.",
  "CC1.4": "Competent people are found, developed and kept.",
  "CC1.5": "People answer for their part in internal control.",
  "CC2.1": "Internal control rests on information that is relevant and good.",
  "CC2.2": "What people inside need to know to do their part reaches them.",
  "CC2.3": "Outside parties are told what concerns internal control.",
  "CC3.1": "Objectives are stated clearly enough to see their risks.",
  "CC3.2": "Risks to the objectives are found and analysed.",
  "CC3.3": "Fraud is considered among the risks.",
  "CC3.4": "Changes that could matter to internal control are noticed.",
  "CC4.1": "Whether controls are there and work is evaluated, continuously or apart.",
  "CC4.2": "Deficiencies reach those who can correct them, in time.",
  "CC5.1": "Control activities are chosen to bring risks down to what is acceptable.",
  "CC5.2": "General controls over technology are chosen and developed.",
  "CC5.3": "Policies say what is expected, and procedures put them into action.",
  "CC6.1": "Logical access to information and the systems that hold it is restricted, encryption included.",
  "CC6.2": "People and systems are registered before they get access, and lose it when they should.",
  "CC6.3": "Access follows roles and least privilege, and changes with them.",
  "CC6.4": "Physical access to facilities and media is restricted.",
  "CC6.5": "Protection of assets ends only once nothing can be read from them any more.",
  "CC6.6": "The boundary of the system is protected against those outside it.",
  "CC6.7": "Information is moved and sent only by those allowed to, and is protected on the way.",
  "CC6.8": "Unauthorised or malicious software is kept out or found.",
  "CC7.1": "Changes of configuration and new vulnerabilities are detected.",
  "CC7.2": "Components are watched for what may be a security event.",
  "CC7.3": "Events are evaluated for whether they are incidents.",
  "CC7.4": "Incidents are answered by a defined response.",
  "CC7.5": "Recovery from incidents is defined and carried out.",
  "CC8.1": "Changes are authorised, tested and approved before they take effect.",
  "CC9.1": "Risks of business disruption are mitigated.",
  "CC9.2": "Risks from vendors and partners are managed.",
  "A1.1": "Capacity is watched and planned.",
  "A1.2": "Environment, backups and recovery infrastructure are in place and maintained.",
  "A1.3": "Recovery plans are tested.",
  "C1.1": "Confidential information is identified and kept as long as it has to be.",
  "C1.2": "Confidential information is disposed of in the end.",
  "PI1.1": "What processing needs and means is defined and told.",
  "PI1.2": "Inputs are complete and accurate.",
  "PI1.3": "Processing does what it is meant to.",
  "PI1.4": "Outputs are complete, accurate and delivered to whom they are for.",
  "PI1.5": "What is stored stays complete and accurate.",
} as const;

export type Criterion = keyof typeof CRITERIA;

export const CRITERION_IDS = Object.keys(CRITERIA) as readonly Criterion[] as readonly [Criterion, ...Criterion[]];
