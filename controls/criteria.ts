// Lists the criteria of SOC 2 by their identifiers, each with a paraphrase of our own. The published text is copyrighted
// and not here: AICPA, TSP section 100, 2017 Trust Services Criteria (with revised points of focus, 2022). Criteria of
// the privacy category are left out: no check of configuration serves them.

/** The subject of each criterion, in our words, by identifier. */
export const CRITERIA = {
  "CC1.1": "People act with integrity and by the company's ethical values.",
  "CC1.2": "A board oversees internal control and is independent of management.",
  "CC1.3": "Structures, reporting lines and authorities are defined.",
  "CC1.4": "Competent people are found, developed and kept.",
  "CC1.5": "People answer for their part in internal control.",
  "CC2.1": "Internal control uses information that is relevant and reliable.",
  "CC2.2": "People inside the company get the information that their part in internal control needs.",
  "CC2.3": "Outside parties get the information about internal control that concerns them.",
  "CC3.1": "Objectives are clear enough for their risks to be seen.",
  "CC3.2": "Risks to the objectives are found and analysed.",
  "CC3.3": "Fraud is considered among the risks.",
  "CC3.4": "Changes that could matter to internal control are noticed.",
  "CC4.1": "Evaluations, ongoing or separate, show whether controls exist and work.",
  "CC4.2": "Deficiencies reach in time the people who can correct them.",
  "CC5.1": "Control activities are chosen so that the remaining risks are acceptable.",
  "CC5.2": "General controls over technology are chosen and developed.",
  "CC5.3": "Policies state the expectations, and procedures carry them out.",
  "CC6.1": "Logical access to information and its systems is restricted, by encryption too.",
  "CC6.2": "People and systems are registered before they get access, and lose access when they no longer need it.",
  "CC6.3": "Access follows roles and least privilege, and changes when roles change.",
  "CC6.4": "Physical access to facilities and media is restricted.",
  "CC6.5": "Assets stay protected until nobody can read data from them any more.",
  "CC6.6": "The boundary of the system is protected against those outside it.",
  "CC6.7": "Only permitted people and systems move or send information, which is protected on the way.",
  "CC6.8": "Unauthorised and malicious software is prevented or detected.",
  "CC7.1": "Changes of configuration and new vulnerabilities are detected.",
  "CC7.2": "Components are monitored for possible security events.",
  "CC7.3": "Security events are evaluated to decide whether they are incidents.",
  "CC7.4": "A defined response follows each incident.",
  "CC7.5": "Recovery from incidents is defined and carried out.",
  "CC8.1": "Changes are authorised, tested and approved before they take effect.",
  "CC9.1": "Risks of business disruption are mitigated.",
  "CC9.2": "Risks from vendors and partners are managed.",
  "A1.1": "Capacity is monitored and planned.",
  "A1.2": "Environment, backups and recovery infrastructure are in place and maintained.",
  "A1.3": "Recovery plans are tested.",
  "C1.1": "Confidential information is identified and kept as long as it has to be.",
  "C1.2": "Confidential information is destroyed when it is no longer needed.",
  "PI1.1": "The purpose and the specifications of processing are defined and communicated.",
  "PI1.2": "Inputs are complete and accurate.",
  "PI1.3": "Processing does what its specification says.",
  "PI1.4": "Outputs are complete and accurate, and reach only their intended recipients.",
  "PI1.5": "Stored data stays complete and accurate.",
} as const;

export type Criterion = keyof typeof CRITERIA;

export const CRITERION_IDS = Object.keys(CRITERIA) as readonly Criterion[] as readonly [Criterion, ...Criterion[]];
