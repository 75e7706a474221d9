/** @file The names of the probe of known places. */

const listed = (names: string): readonly string[] => names.trim().split(/\s*,\s*/);

/** Countries, as English text calls them, of one word. */
export const countries = listed(`
Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahrain, Bangladesh, Barbados, Belarus,
Belgium, Belize, Benin, Bhutan, Bolivia, Botswana, Brazil, Brunei, Bulgaria, Burundi, Cambodia, Cameroon, Canada, Chad, Chile, China,
Colombia, Comoros, Croatia, Cuba, Cyprus, Czechia, Denmark, Djibouti, Dominica, Ecuador, Egypt, Eritrea, Estonia, Eswatini, Ethiopia, Fiji,
Finland, France, Gabon, Gambia, Georgia, Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guyana, Haiti, Honduras, Hungary, Iceland,
India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos,
Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta,
Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nauru, Nepal,
Netherlands, Nicaragua, Niger, Nigeria, Norway, Oman, Pakistan, Palau, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania,
Russia, Rwanda, Samoa, Senegal, Serbia, Seychelles, Singapore, Slovakia, Slovenia, Somalia, Spain, Sudan, Suriname, Sweden, Switzerland,
Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda, Ukraine, Uruguay, Uzbekistan,
Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe`);

/** Cities of one word. */
export const cities = listed(`
London, Paris, Berlin, Madrid, Rome, Vienna, Prague, Warsaw, Budapest, Athens, Lisbon, Dublin, Oslo, Stockholm, Copenhagen, Helsinki,
Brussels, Amsterdam, Moscow, Istanbul, Cairo, Lagos, Nairobi, Johannesburg, Casablanca, Tunis, Baghdad, Tehran, Riyadh, Dubai, Karachi, Lahore,
Delhi, Mumbai, Kolkata, Dhaka, Kathmandu, Bangkok, Hanoi, Manila, Jakarta, Seoul, Tokyo, Osaka, Beijing, Shanghai, Sydney, Melbourne,
Auckland, Toronto, Montreal, Vancouver, Chicago, Boston, Houston, Dallas, Seattle, Miami, Atlanta, Denver, Detroit, Phoenix, Philadelphia,
Washington, Lima, Bogota, Santiago, Caracas, Havana, Kingston, Glasgow, Edinburgh, Manchester, Liverpool, Birmingham, Munich, Hamburg,
Frankfurt, Cologne, Zurich, Geneva, Milan, Naples, Barcelona, Valencia, Marseille, Lyon, Kiev, Minsk, Belgrade`);

/** Countries, regions and cities of two or more words. */
export const longNames = listed(`
United States, United Kingdom, United Arab Emirates, Saudi Arabia, South Africa, South Korea, North Korea, New Zealand, Sri Lanka, Costa Rica,
El Salvador, Sierra Leone, Ivory Coast, Burkina Faso, Papua New Guinea, Solomon Islands, Marshall Islands, Dominican Republic,
Czech Republic, Democratic Republic of the Congo, Bosnia and Herzegovina, Trinidad and Tobago, Antigua and Barbuda, San Marino,
Northern Ireland, Puerto Rico, Hong Kong, New York, Los Angeles, San Francisco, New Orleans, Las Vegas, Salt Lake City, Buenos Aires,
Rio de Janeiro, Sao Paulo, Mexico City, Ho Chi Minh City, Kuala Lumpur, New Delhi, Abu Dhabi, Tel Aviv, Cape Town, Addis Ababa,
Saint Petersburg, North Carolina, South Dakota, West Virginia, British Columbia, Nova Scotia`);

/** Place words that are also given names, surnames or common words. */
export const ambiguous = listed(`
Paris, Jordan, Georgia, Chelsea, Washington, Florence, Sydney, Austin, Dallas, Savannah, Charlotte, Brooklyn, Israel, India, Chad, Kenya,
Madison, Lincoln, Jackson, Houston, Victoria, Virginia, Carolina, Montana, Phoenix, Orlando, Santiago, Sofia, Vienna, Verona, Milan, Lima,
Troy, Kent, Devon, Chester, Lancaster, York, London, Berlin`);
