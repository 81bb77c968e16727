export { createMoodReader, MOOD_FILE, type MoodLabel, type ReadMood, type Sentiment } from './read-mood.ts';
